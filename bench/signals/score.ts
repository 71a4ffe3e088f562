import { parseRepoName } from '../../src/domain/naming.ts';
import type { Lexicon } from '../../src/domain/signals/lexicon.ts';
import type { LabSignal } from '../../src/domain/signals/signal.ts';
import type { LabelledRow } from '../../tests/domain/signals/labelled-headlines.ts';

interface Counts {
  right: number;
  found: number;
  labelled: number;
}

export interface Score {
  readonly releases: Counts;
  readonly labs: Counts;
  readonly names: Counts;
  readonly topics: { right: number; all: number };
  readonly misses: string[];
}

interface Label {
  readonly lab: string;
  readonly verdict: string;
  readonly topic: string | undefined;
  readonly names: readonly string[];
}

export function emptyScore(): Score {
  const none = () => ({ right: 0, found: 0, labelled: 0 });
  return { releases: none(), labs: none(), names: none(), topics: { right: 0, all: 0 }, misses: [] };
}

export function share(right: number, all: number): string {
  return all === 0 ? '    –' : `${((100 * right) / all).toFixed(1).padStart(5)} %`;
}

export function readLabels(labels: string): Label[] {
  return labels
    .split(';')
    .map((label) => label.trim().split(' '))
    .filter(([lab]) => lab !== '')
    .map(([lab = '', said = '', ...names]) => {
      const [verdict = '', topic] = said.split('/');
      return { lab, verdict, topic, names };
    });
}

/** Adds to the score how far the signals of one headline agree with its labels. */
export function compareRow(
  row: LabelledRow,
  signals: readonly LabSignal[],
  lexicon: Lexicon,
  score: Score,
): void {
  const labels = readLabels(row[3]);
  const stem = (lab: string, name: string) => {
    const known = lexicon.labs.get(lab);
    return known ? parseRepoName(name, known).stem + parseRepoName(name, known).variant : name;
  };
  const namesOf = (label: Label) =>
    label.verdict === 'news'
      ? []
      : label.names.map(
          (name) =>
            `${label.verdict === 'release' && name.startsWith('~') ? '~' : ''}${stem(label.lab, name.replace('~', ''))}`,
        );
  const namesIn = (signal: LabSignal) =>
    signal.releases
      .filter(({ says }) => signal.verdict !== 'release' || says !== 'mentioned')
      .map(({ name, says }) => `${says === 'planned' ? '~' : ''}${stem(signal.lab, name)}`);
  add(
    score.labs,
    labels.map(({ lab }) => lab),
    signals.map(({ lab }) => lab),
  );
  const isRelease = ({ verdict }: { verdict: string }) => verdict === 'release';
  add(
    score.releases,
    labels.filter(isRelease).map(({ lab }) => lab),
    signals.filter(isRelease).map(({ lab }) => lab),
  );
  add(score.names, labels.flatMap(namesOf), signals.flatMap(namesIn));
  for (const label of labels.filter(({ topic }) => topic !== undefined)) {
    const signal = signals.find(({ lab }) => lab === label.lab);
    if (!signal) continue;
    score.topics.all++;
    if (signal.topic === label.topic) score.topics.right++;
  }
  const expected = labels
    .map((label) => `${label.lab} ${label.verdict}/${label.topic ?? ''} ${namesOf(label)}`)
    .toSorted()
    .join('; ');
  const got = signals
    .map((signal) => `${signal.lab} ${signal.verdict}/${signal.topic ?? ''} ${namesIn(signal)}`)
    .toSorted()
    .join('; ');
  if (expected !== got)
    score.misses.push(
      `${row[1]}\n        should be ${expected || 'none'}\n        is        ${got || 'none'} ${signals.map(({ reason }) => reason)}`,
    );
}

function add(counts: Counts, expected: readonly string[], got: readonly string[]): void {
  const wanted = new Set(expected);
  counts.labelled += wanted.size;
  counts.found += new Set(got).size;
  counts.right += [...new Set(got)].filter((one) => wanted.has(one)).length;
}

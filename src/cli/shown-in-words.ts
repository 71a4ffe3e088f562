import { counted, parametersInWords } from '../alerts/numbers.ts';
import type { Lab } from '../domain/lab.ts';
import type { ArticleObservation, EntryObservation, RepoObservation } from '../domain/observation.ts';
import { identifyRepo } from '../domain/release-identity.ts';
import type { LabSignal } from '../domain/signals/signal.ts';
import type { Shown } from '../sources/source.ts';
import { countShown } from './source-state.ts';
import { type Cell, formatTable, heading } from './table.ts';

/** What one article says of each lab that it speaks of. */
export type Recognise = (article: ArticleObservation) => readonly LabSignal[];

/** The watched lab that an entry is of, by its id. */
export type Attribute = (entry: EntryObservation) => string | null;

export interface ShownContext {
  /** The lab that the source is of. */
  readonly lab: Lab | undefined;
  readonly recognise: Recognise;
  readonly attribute: Attribute;
  readonly color: boolean;
}

const NEWEST_SHOWN = 10;

/** What a source shows and what it is taken for, as text for people. Empty where there is nothing to show. */
export function shownInWords(shown: Shown, context: ShownContext): string[] {
  if (shown.observations.length === 0) return [];
  switch (shown.form) {
    case 'repos':
      return reposInWords(shown.observations, context);
    case 'articles':
      return articlesInWords(shown.observations, context);
    case 'entries':
      return entriesInWords(shown.observations, context);
  }
}

function reposInWords(observations: readonly RepoObservation[], { lab, color }: ShownContext): string[] {
  if (lab === undefined) return [];
  const newest = [...observations]
    .sort((left, right) => (right.createdAt ?? '').localeCompare(left.createdAt ?? '', 'en'))
    .slice(0, NEWEST_SHOWN);
  const head = ['made', 'repo', 'release', 'model', 'kind', 'role', 'size', 'quantised'];
  const rows = newest.map((observation) => repoRow(observation, lab));
  return [
    heading(`The newest ${newest.length}, and what they are taken for:`, color),
    formatTable(head, rows, color),
  ];
}

function repoRow(observation: RepoObservation, lab: Lab): Cell[] {
  const identity = identifyRepo(observation, lab);
  const { totalParameters } = identity;
  return [
    observation.createdAt?.slice(0, 10) ?? '',
    observation.name,
    identity.plainName,
    identity.modelName,
    identity.kind,
    identity.role,
    totalParameters === null ? '' : parametersInWords(totalParameters),
    identity.quantization ?? '',
  ];
}

function articlesInWords(
  observations: readonly ArticleObservation[],
  { recognise, color }: ShownContext,
): string[] {
  const read = [...observations]
    .sort((left, right) => (right.publishedAt ?? '').localeCompare(left.publishedAt ?? '', 'en'))
    .map((article) => ({ article, signals: recognise(article) }));
  const speaking = read.filter(({ signals }) => signals.length > 0);
  const head = ['published', 'title', 'taken for'];
  const rows = read
    .slice(0, NEWEST_SHOWN)
    .map(({ article, signals }): Cell[] => [
      article.publishedAt?.slice(0, 16).replace('T', ' ') ?? 'no date',
      shortened(article.title || article.summary || article.url || ''),
      signals.length === 0 ? { text: 'of no lab', style: 'dim' } : signals.map(signalInWords).join('; '),
    ]);
  return [
    heading(`The newest ${rows.length}, and what they are taken for:`, color),
    formatTable(head, rows, color),
    `${speaking.length} of ${countShown(observations.length, 'items')} speak of a watched lab; the others go no further.`,
  ];
}

function signalInWords({ lab, verdict, releases, topic, reason }: LabSignal): string {
  const named = releases.map(({ name, says }) => `${name} ${says}`).join(', ');
  const about = named !== '' ? named : (topic ?? '');
  return `${lab} ${verdict}${about === '' ? '' : `: ${about}`} (${reason})`;
}

function entriesInWords(
  observations: readonly EntryObservation[],
  { attribute, color }: ShownContext,
): string[] {
  const read = observations.map((entry) => ({ entry, lab: attribute(entry) }));
  const taken = read.filter(({ lab }) => lab !== null);
  const shown = [...taken, ...read.filter(({ lab }) => lab === null)].slice(0, NEWEST_SHOWN);
  const head = ['subject', 'lab', 'as', 'fields'];
  const rows = shown.map(({ entry, lab }): Cell[] => [
    shortened(entry.subject),
    lab ?? '',
    entry.statement,
    fieldsInWords(entry),
  ]);
  const first = `${rows.length === observations.length ? 'All' : `The first ${rows.length}`} of them:`;
  return [
    heading(first, color),
    formatTable(head, rows, color),
    `${taken.length} of ${counted(observations.length, 'row')} are of a watched lab; the others go no further.`,
  ];
}

function fieldsInWords({ fields, quote }: EntryObservation): string {
  const parts = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return parts.length === 0 ? (quote ?? '') : parts.join(', ');
}

const TITLE_LENGTH = 70;

/** So that what it is taken for stays in sight. */
function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= TITLE_LENGTH ? text : `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}

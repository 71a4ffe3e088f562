/** How well texts are read for labs and their releases, judged by labelled headlines. See `npm run bench:signals`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { labSchema } from '../src/config/lab-schema.ts';
import { foldText } from '../src/domain/signals/fold.ts';
import { buildLexicon } from '../src/domain/signals/lexicon.ts';
import type { ArticleText } from '../src/domain/signals/recognise.ts';
import { recogniseSignals } from '../src/domain/signals/recognise.ts';
import type { LabelledRow } from '../tests/domain/signals/labelled-headlines.ts';
import { tuned } from '../tests/domain/signals/labelled-headlines.ts';
import { heldOut } from '../tests/domain/signals/labelled-held-out.ts';
import { seen } from '../tests/domain/signals/labelled-seen.ts';
import { readRecorded } from './signals/recorded-feeds.ts';
import { compareRow, emptyScore, type Score, share } from './signals/score.ts';
import { makeUnrelated } from './signals/unrelated.ts';

const project = resolve(import.meta.dirname, '..');
const PRECISION = 0.95;
const RECALL = 0.9;
const FALSE_IN = 1_000;
const missed: string[] = [];

const written = z
  .object({ labs: z.array(labSchema) })
  .parse(parse(readFileSync(resolve(project, 'config/labs.yaml'), 'utf8')));
const lexicon = buildLexicon(written.labs);

judge('tuned', [...tuned, ...seen]);
judge('held out', heldOut);
judgeUnrelated();
measureSpeed();
for (const line of missed) console.log(`below target: ${line}`);
process.exitCode = missed.length > 0 ? 1 : 0;

function toArticle([, title, summary, , , page]: LabelledRow): ArticleText {
  return { title, summary, text: '', ...(page ? { lab: page.official, official: true } : {}) };
}

function judge(set: string, rows: readonly LabelledRow[]): void {
  const negatives = rows.filter((row) => !/ release /.test(` ${row[3]} `)).length;
  console.log(`\n${set}: ${rows.length} headlines, ${negatives} of them without a release`);
  for (const language of ['all', 'en', 'zh'] as const) {
    const chosen = rows.filter((row) => language === 'all' || row[0] === language);
    const score = emptyScore();
    for (const row of chosen) compareRow(row, recogniseSignals(toArticle(row), lexicon), lexicon, score);
    printScore(language, score);
    if (language === 'all') judgeScore(set, score);
  }
}

function printScore(language: string, score: Score): void {
  const { releases, labs, names, topics } = score;
  console.log(
    `  ${language.padEnd(4)} releases ${pair(releases)}   labs ${pair(labs)}   names ${pair(names)}   topics ${share(topics.right, topics.all)}`,
  );
}

function pair(of: Score['releases']): string {
  return `P ${share(of.right, of.found)} R ${share(of.right, of.labelled)}`;
}

function judgeScore(set: string, score: Score): void {
  for (const line of score.misses) console.log(`    ${line}`);
  for (const [what, of] of [
    ['releases', score.releases],
    ['labs', score.labs],
  ] as const) {
    if (of.right < PRECISION * of.found) missed.push(`${set}: precision of ${what}, ${PRECISION * 100} %`);
    if (of.right < RECALL * of.labelled) missed.push(`${set}: recall of ${what}, ${RECALL * 100} %`);
  }
}

function judgeUnrelated(): void {
  const folder = process.env.MODELWATCH_RECORDED;
  const recorded = folder !== undefined && existsSync(resolve(folder, 'feeds'));
  if (recorded) {
    const feeds = resolve(folder, 'feeds');
    const items = readdirSync(feeds).flatMap((name) => readRecorded(resolve(feeds, name)));
    countFalse('items of recorded feeds', items, 0);
  }
  const made = makeUnrelated(3_000);
  countFalse('unrelated items made for this', made, made.length / FALSE_IN);
}

function countFalse(what: string, items: readonly ArticleText[], allowed: number): void {
  const signals = items.flatMap((item) =>
    recogniseSignals(item, lexicon).map((signal) => ({ item, signal })),
  );
  const releases = signals.filter(({ signal }) => signal.verdict === 'release');
  console.log(
    `\n${items.length} ${what}: ${releases.length} false release signals, ${signals.length - releases.length} others`,
  );
  for (const { item, signal } of releases)
    console.log(
      `    ${signal.lab} ${signal.verdict} (${signal.reason}): ${item.title.slice(0, 90)} | ${signal.quote.slice(0, 120)}`,
    );
  if (releases.length > allowed) missed.push(`${what}: at most ${allowed} false release signals`);
}

/** Beside a loop that only folds the same texts, so that the machine's own speed falls out. */
function measureSpeed(): void {
  const items = [...tuned, ...heldOut]
    .map(toArticle)
    .flatMap((item) => Array.from({ length: 20 }, () => item))
    .concat(makeUnrelated(4_000));
  const folding = perSecond(items, (item) => {
    foldText(item.title, 1_000);
    foldText(item.summary, 4_000);
    foldText(item.text, 20_000);
  });
  const recognising = perSecond(items, (item) => recogniseSignals(item, lexicon));
  console.log(
    `\n${Math.round(recognising)} items a second; folding alone ${Math.round(folding)}, ${(folding / recognising).toFixed(1)} times as many`,
  );
}

function perSecond(items: readonly ArticleText[], work: (item: ArticleText) => unknown): number {
  for (const item of items.slice(0, 2_000)) work(item);
  const started = performance.now();
  for (const item of items) work(item);
  return (1_000 * items.length) / (performance.now() - started);
}

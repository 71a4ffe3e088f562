import { judgeSilence, type SilenceVerdict } from '../domain/silence.ts';
import { stateOfSource } from '../domain/source-health.ts';
import { newestAppearances } from '../store/appearances.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import type { SourceRow } from '../store/schema.ts';
import { factsOf, listSources, markTold } from '../store/sources.ts';
import type { ReviewDependencies } from './review-sources.ts';
import { type ReviewedSource, type TellingDependencies, tell } from './tell-operators.ts';

/** What was found out about the silence of each feed, by locator. */
export type Silence = ReadonlyMap<string, SilenceVerdict>;

const JUDGED_EVERY_MS = 3_600_000;
/** Enough for the 99th percentile of a busy feed's gaps, few enough to be read in a millisecond. */
const ITEMS_READ = 500;

/** Judges the silence of all feeds that answer; null where that was done within the hour. */
export async function findSilence({
  database,
  clock,
  sources,
}: Pick<ReviewDependencies, 'database' | 'clock' | 'sources'>): Promise<Silence | null> {
  const now = clock.now();
  const last = Number((await readMeta(database.reader, 'silence_judged_at')) ?? 0);
  // A time in the future is one of a clock that was wrong.
  if (last <= now && now - last < JUDGED_EVERY_MS) return null;
  const verdicts = new Map<string, SilenceVerdict>();
  for (const row of await listSources(database.reader)) {
    if (row.kind !== 'feed' || !sources.has(row.locator) || !answers(row, now)) continue;
    const items = await newestAppearances(database.reader, row.locator, ITEMS_READ);
    verdicts.set(row.locator, judgeSilence(items, row.last_good_at ?? now));
  }
  return verdicts;
}

function answers(row: SourceRow, now: number): boolean {
  const state = stateOfSource(factsOf(row), now);
  return state === 'ok' || state === 'unchanged' || state === 'silent';
}

/** Tells which feeds have been silent; of those that speak again nothing is said. */
export async function tellSilence(
  tx: WriteTransaction,
  reviewed: readonly ReviewedSource[],
  silence: Silence,
  deps: TellingDependencies,
  now: number,
): Promise<NewJob[]> {
  await writeMeta(tx, 'silence_judged_at', String(now));
  const verdictOf = ({ locator }: SourceRow) => silence.get(locator);
  const heard = reviewed.filter(({ row }) => row.told === 'silent' && verdictOf(row)?.silent === false);
  await markTold(
    tx,
    heard.map(({ row }) => row.locator),
    null,
    now,
  );
  const silent = reviewed.filter(({ row }) => row.told === null && verdictOf(row)?.silent === true);
  await markTold(
    tx,
    silent.map(({ row }) => row.locator),
    'silent',
    now,
  );
  const jobs: NewJob[] = [];
  for (const ofHost of Map.groupBy(silent, ({ watched }) => watched.host).values()) {
    const sinceOf = (row: SourceRow) => verdictOf(row)?.since ?? now;
    jobs.push(...(await tell(tx, 'silent', ofHost, 'unusually-long', deps, now, sinceOf)));
  }
  return jobs;
}

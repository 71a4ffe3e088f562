import { type SourceMatter, type ToldSource, wordsFor } from '../alerts/source-wording.ts';
import { failTogether, GONE_FOR_GOOD, NOT_FOUND, type Telling } from '../domain/source-health.ts';
import type { Log } from '../observability/log.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import type { SourceRow } from '../store/schema.ts';
import { factsOf, markTold, setNextDue } from '../store/sources.ts';
import type { AlertSettings } from './decide-alerts.ts';
import type { WatchedSource } from './poll-source.ts';
import { raiseAlert } from './raise-alert.ts';

/** A source, and what is to be told of it. */
export interface ReviewedSource {
  readonly row: SourceRow;
  readonly watched: WatchedSource;
  readonly telling: Telling;
}

export interface TellingDependencies {
  readonly log: Log;
  readonly settings: AlertSettings;
}

/** Tells what keeps failing at one host: what began together is one alert, also where some of it shows only later. */
export async function tellFailing(
  tx: WriteTransaction,
  ofHost: readonly ReviewedSource[],
  deps: TellingDependencies,
  now: number,
): Promise<NewJob[]> {
  const due = ofHost.filter(({ telling }) => telling.tell === 'failing');
  if (due.length === 0) return [];
  const known = ofHost.filter(({ row }) => row.told === 'failing');
  const isKnown = (source: ReviewedSource) => known.some((other) => together(source, other));
  const fresh = due.filter((source) => !isKnown(source));
  const others = fresh.length === 0 ? [] : ofHost.filter((source) => joins(source, fresh));
  const all = [...fresh, ...others];
  await markTold(tx, locatorsOf([...due, ...others]), 'failing', now);
  return await tell(tx, 'failing', all, fresh[0]?.telling.reason ?? '', deps, now);
}

/** What began to fail with the others need not fail three times to be told with them. */
function joins({ row, watched, telling }: ReviewedSource, fresh: readonly ReviewedSource[]): boolean {
  return (
    telling.reason === 'first-hiccups' &&
    row.failures > 0 &&
    fresh.some((other) => together({ row, watched, telling }, other))
  );
}

function together(one: ReviewedSource, other: ReviewedSource): boolean {
  return failTogether(factsOf(one.row), factsOf(other.row));
}

/** Tells what is gone at one host. */
export async function tellGone(
  tx: WriteTransaction,
  ofHost: readonly ReviewedSource[],
  deps: TellingDependencies,
  now: number,
): Promise<NewJob[]> {
  const gone = ofHost.filter(({ telling }) => telling.tell === 'gone');
  await markTold(tx, locatorsOf(gone), 'gone', now);
  return await tell(tx, 'gone', gone, 'not-there', deps, now);
}

/** The others of a host get so long to work again, too, so that one message says it of all. */
const WAIT_FOR_OTHERS_MS = 15 * 60_000;

/** Tells what works again at one host. */
export async function tellRecovered(
  tx: WriteTransaction,
  ofHost: readonly ReviewedSource[],
  deps: TellingDependencies,
  now: number,
): Promise<NewJob[]> {
  const well = ofHost.filter(({ telling }) => telling.tell === 'recovered');
  if (well.length === 0) return [];
  const stillIll = ofHost.filter(({ row }) => row.told === 'failing' && row.failing_since !== null);
  const waiting = well.filter(({ row }) => row.told === 'recovering').map(({ row }) => row.told_at ?? now);
  const waitedEnough = waiting.some((since) => now - since >= WAIT_FOR_OTHERS_MS);
  if (stillIll.length > 0 && !waitedEnough) {
    const first = well.filter(({ row }) => row.told !== 'recovering');
    await markTold(tx, locatorsOf(first), 'recovering', now);
    if (first.length > 0) await lookSoon(tx, stillIll, now);
    return [];
  }
  await markTold(tx, locatorsOf(well), null, now);
  return await tell(tx, 'recovered', well, 'works-again', deps, now);
}

/** Where one source of a host works again, the others need not wait out their back-off. */
async function lookSoon(
  tx: WriteTransaction,
  sources: readonly ReviewedSource[],
  now: number,
): Promise<void> {
  for (const { row } of sources) {
    const isMissing = row.error_code === NOT_FOUND || row.error_code === GONE_FOR_GOOD;
    if (!isMissing && row.next_due_at > now) await setNextDue(tx, row.locator, now);
  }
}

/** Fails again before it was told that it works: operators know it as failing, and nothing need be said. */
export async function tellRelapsed(
  tx: WriteTransaction,
  ofHost: readonly ReviewedSource[],
  now: number,
): Promise<void> {
  const relapsed = ofHost.filter(({ telling }) => telling.tell === 'relapsed');
  await markTold(tx, locatorsOf(relapsed), 'failing', now);
}

/** One alert about sources of one host. `sinceOf`: since when each has been so; by its state unless given. */
export async function tell(
  tx: WriteTransaction,
  matter: SourceMatter,
  sources: readonly ReviewedSource[],
  reason: string,
  { log, settings }: TellingDependencies,
  now: number,
  sinceOf: (row: SourceRow) => number = (row) => sinceByState(matter, row, now),
): Promise<NewJob[]> {
  const sorted = [...sources].sort((left, right) => left.watched.id.localeCompare(right.watched.id, 'en'));
  const [first] = sorted;
  if (first === undefined) return [];
  const told = sorted.map(({ row, watched }) => toldSource(row, watched, sinceOf(row)));
  const { title, lines } = wordsFor(matter, told);
  const labs = new Set(sorted.map(({ watched }) => watched.lab));
  log.info(
    { source: first.watched.id, sources: sorted.length, kind: `source.${matter}`, reason },
    'operators are told of a source',
  );
  return await raiseAlert(
    tx,
    {
      kind: `source.${matter}`,
      subject: `${first.row.locator}@${new Date(sinceOf(first.row)).toISOString()}`,
      // A rule for one lab wants what is about that lab alone.
      lab: labs.size === 1 ? first.watched.lab : null,
      labName: null,
      locators: locatorsOf(sorted),
      title,
      url: null,
      lines,
      about: { form: 'sources', matter, sources: told },
      // Not when it began: a rule that came since is told of what is so now.
      happenedAt: now,
      reason,
    },
    settings,
    now,
  );
}

function toldSource(row: SourceRow, { id, host }: WatchedSource, since: number): ToldSource {
  const { error_code: code, error_message: message } = row;
  return {
    id,
    host,
    error: code === null ? null : { code, message: message ?? code },
    since,
    failures: row.failures,
    lastGoodAt: row.last_good_at,
    nextTryAt: row.next_due_at,
  };
}

function sinceByState(matter: SourceMatter, row: SourceRow, now: number): number {
  switch (matter) {
    case 'gone':
      return row.gone_since ?? now;
    case 'recovered':
      return row.told_at ?? now;
    default:
      return row.failing_since ?? row.suspect_since ?? now;
  }
}

function locatorsOf(sources: readonly ReviewedSource[]): string[] {
  return sources.map(({ row }) => row.locator);
}

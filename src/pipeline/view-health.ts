import { setTimeout as delay } from 'node:timers/promises';
import { counted } from '../alerts/numbers.ts';
import type { Clock } from '../domain/clock.ts';
import { type DueSource, findOldestOverdue, isScheduleSilent, type Overdue } from '../domain/overdue.ts';
import { type SourceState, stateOfSource } from '../domain/source-health.ts';
import type { Database } from '../store/database.ts';
import { countJobsByKind, type JobCount, listUnfinishedPolls, oldestDueJob } from '../store/queue-depth.ts';
import { factsOf, listSources } from '../store/sources.ts';
import { sinceLastTick } from '../store/ticks.ts';
import type { WatchedSource } from './poll-source.ts';

export interface HealthDependencies {
  readonly database: Database;
  readonly clock: Clock;
  /** By locator. */
  readonly sources: ReadonlyMap<string, WatchedSource>;
  /** What stands between job rows and workers; null: nothing. */
  readonly queueTrouble: () => string | null;
}

/** What the store says of work and schedule. Times in milliseconds. */
export interface Standing {
  readonly sinceTick: number | null;
  readonly overdue: Overdue | null;
  readonly jobs: readonly JobCount[];
  /** Since 1970: since when the oldest job that could run waits. */
  readonly oldestJobSince: number | null;
  readonly sources: ReadonlyMap<SourceState, number>;
}

export interface Health {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether all that is due is looked after, as far as can be seen. */
  readonly ready: boolean;
  /** Why it is not, in words; nothing secret is in them. */
  readonly reasons: readonly string[];
  /** Null where the store does not answer. */
  readonly standing: Standing | null;
  readonly queueTrouble: string | null;
}

/** A store that takes longer than this to say how things stand is not there for practical purposes. */
const STORE_PATIENCE_MS = 5_000;
/** Whoever asks more often gets the same answer. */
const FRESH_MS = 5_000;

/** How all of it does, as seen by this process: asked of the store at most every 5 s. Never throws. */
export function createHealthView(deps: HealthDependencies): () => Promise<Health> {
  let asked: { readonly at: number; readonly health: Promise<Health> } | null = null;
  return async () => {
    const now = performance.now();
    if (asked === null || now - asked.at >= FRESH_MS) asked = { at: now, health: viewHealth(deps) };
    return await asked.health;
  };
}

/** The same, asked now. */
export async function viewHealth(deps: HealthDependencies): Promise<Health> {
  const at = deps.clock.now();
  const standing = await inTime(readStanding(deps, at));
  const queueTrouble = deps.queueTrouble();
  const reasons = [
    ...(standing === null ? ['the database does not answer'] : reasonsOf(standing, at)),
    ...(queueTrouble === null ? [] : [queueTrouble]),
  ];
  return { at, ready: reasons.length === 0, reasons, standing, queueTrouble };
}

async function readStanding({ database, sources }: HealthDependencies, now: number): Promise<Standing> {
  const { reader } = database;
  const polls = new Map((await listUnfinishedPolls(reader)).map(({ locator, runAt }) => [locator, runAt]));
  const due: DueSource[] = [];
  const states = new Map<SourceState, number>();
  for (const row of await listSources(reader)) {
    const watched = sources.get(row.locator);
    // What is configured no longer is due for ever.
    if (watched === undefined) continue;
    const next = watched.nextDue(now);
    due.push({
      id: row.id,
      nextDueAt: row.next_due_at,
      jobSince: polls.get(row.locator) ?? null,
      rhythm: watched.nextDue(next) - next,
    });
    const state = stateOfSource(factsOf(row), now);
    states.set(state, (states.get(state) ?? 0) + 1);
  }
  return {
    sinceTick: await sinceLastTick(reader),
    overdue: findOldestOverdue(due, now),
    jobs: await countJobsByKind(reader),
    oldestJobSince: await oldestDueJob(reader, now),
    sources: states,
  };
}

function reasonsOf({ sinceTick, overdue }: Standing, now: number): string[] {
  const reasons: string[] = [];
  if (isScheduleSilent(sinceTick))
    reasons.push(`no scheduler has looked what is due for ${minutes(sinceTick ?? 0)}`);
  if (overdue?.late === true)
    reasons.push(`${overdue.id} has been due for ${minutes(now - overdue.since)}, and nobody looked at it`);
  return reasons;
}

function minutes(milliseconds: number): string {
  return counted(Math.round(milliseconds / 60_000), 'minute');
}

/** Null where it fails or takes too long: what it would say is not known then. */
async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  const patience = new AbortController();
  const tooLate = delay(STORE_PATIENCE_MS, null, { signal: patience.signal }).catch(() => null);
  const first = await Promise.race([answer.catch(() => null), tooLate]);
  patience.abort();
  return first;
}

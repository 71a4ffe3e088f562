import type { Clock } from '../domain/clock.ts';
import { HUB_MODELS, type RepoObservation } from '../domain/observation.ts';
import { decideShare } from '../domain/quota-share.ts';
import { nextTryAfterFailure, nextTryForGone } from '../domain/schedule.ts';
import { describeError, ModelwatchError, RateLimitedError, StoreError } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Log } from '../observability/log.ts';
import { type FactsRead, MOST_REQUESTS, readRepoFacts } from '../sources/huggingface/facts/index.ts';
import { type HubAccess, hubQuota } from '../sources/huggingface/list-fetch.ts';
import type { Database, WriteTransaction } from '../store/database.ts';
import { appendEvents } from '../store/events.ts';
import { completeJob, type EnqueuedJob, enqueueJobs, type LeasedJob, type NewJob } from '../store/jobs.ts';
import { readQuota } from '../store/rate-limits.ts';
import { readRecords, type StoredRecord } from '../store/records.ts';
import { markFailed, markFetched, markNone, nextWanted, nextWantedAt } from '../store/repo-facts.ts';
import type { RepoFactsRow } from '../store/schema.ts';
import { ROWS_ALONE } from '../store/write-scopes.ts';
import { hastenDeliveries } from './want-facts.ts';

export interface FactsDependencies {
  readonly database: Database;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly hub: HubAccess;
  /** Requests for files that the credential may send in five minutes. */
  readonly quotaSize: number;
  readonly signal: AbortSignal;
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

/** The job that reads what is wanted: asked for in the transaction that wants something. */
export function factsJob(runAt: number): NewJob {
  return { kind: 'fetch-facts', key: 'all', lane: 'fetch-facts', runAt };
}

const REPOS_AT_ONCE = 4;
/** After so many failures without a success between them it is not the repos that are at fault. */
const TROUBLE = 6;
const TROUBLE_PAUSE_MS = 60_000;
/** A 429 that does not say for how long. */
const SHORTEST_PARK_MS = 10_000;
const MINUTELY_TRIES = 8;

/** Why nothing more is begun, and when to go on. */
interface Halt {
  readonly reason: 'share-used' | 'rate-limited' | 'trouble' | 'stopping';
  readonly until: number;
}

interface Run {
  readonly newOnly: boolean;
  readonly running: Map<string, Promise<void>>;
  halt: Halt | null;
  failuresInARow: number;
  /** The quota is as large as the most that was ever left of it: paid accounts have more. */
  quotaSize: number;
  read: number;
  /** What kept a result from being committed: it ends the run once all that is under way has settled. */
  broken: { readonly error: unknown } | null;
}

/**
 * Reads what the listing does not say of the repos that are wanted, those of new releases first. The others, after a
 * baseline, are filled newest first with at most half of the quota. Each repo's facts are committed by themselves with
 * their event, so a kill loses nothing but what was under way; what is left is taken up by the next run.
 */
export async function fetchFacts(deps: FactsDependencies, job: LeasedJob): Promise<void> {
  const run = await readWanted(deps, false);
  const jobs = await deps.database.write(async (tx) => {
    const now = deps.clock.now();
    await completeJob(tx, job);
    const at = await nextRunAt(tx, run.halt);
    return at === null ? [] : await enqueueJobs(tx, [factsJob(Math.max(at, now))], now);
  }, ROWS_ALONE);
  deps.announce(jobs);
  deps.log.debug({ repos: run.read, halt: run.halt?.reason }, 'facts read');
}

/** The same at once, for what is wanted of new releases alone. Two processes may do so: the quicker one's is kept. */
export async function fetchNewFacts(deps: FactsDependencies): Promise<void> {
  await readWanted(deps, true);
}

async function readWanted(deps: FactsDependencies, newOnly: boolean): Promise<Run> {
  const { quotaSize } = deps;
  const run: Run = {
    newOnly,
    running: new Map(),
    halt: null,
    failuresInARow: 0,
    quotaSize,
    read: 0,
    broken: null,
  };
  for (;;) {
    const row = run.halt === null && run.broken === null ? await nextRow(deps, run) : null;
    if (row === null && run.running.size === 0) break;
    if (row !== null) {
      run.running.set(row.key, readInRun(deps, run, row));
      if (run.running.size < REPOS_AT_ONCE) continue;
    }
    await Promise.race(run.running.values());
  }
  if (run.broken !== null) throw run.broken.error;
  return run;
}

/** Never rejects: nobody may be waiting for this repo when it fails. */
async function readInRun(deps: FactsDependencies, run: Run, row: RepoFactsRow): Promise<void> {
  try {
    await readOne(deps, run, row);
  } catch (error) {
    run.broken ??= { error };
  } finally {
    run.running.delete(row.key);
  }
}

async function nextRow(deps: FactsDependencies, run: Run): Promise<RepoFactsRow | null> {
  const { database, clock, signal, hub } = deps;
  const now = clock.now();
  if (signal.aborted) {
    run.halt ??= { reason: 'stopping', until: now };
    return null;
  }
  const row = await nextWanted(database.reader, now, new Set(run.running.keys()));
  if (row === null || row.priority === 0) return row;
  if (run.newOnly) return null;
  const state = await readQuota(database.reader, hubQuota(hub, 'resolvers'));
  run.quotaSize = Math.max(run.quotaSize, state?.remaining ?? 0);
  const ahead = (run.running.size + 1) * MOST_REQUESTS;
  const decision = decideShare(state, run.quotaSize, ahead, now);
  if (decision.granted) return row;
  // One of those under way may have been asked to wait while this was read: that holds.
  run.halt ??= { reason: 'share-used', until: decision.until };
  return null;
}

async function nextRunAt(tx: WriteTransaction, halt: Halt | null): Promise<number | null> {
  if (halt === null) return await nextWantedAt(tx);
  if (halt.reason !== 'share-used') return halt.until;
  return Math.min(halt.until, (await nextWantedAt(tx, true)) ?? halt.until);
}

type HubRecord = StoredRecord<RepoObservation>;

async function readOne(deps: FactsDependencies, run: Run, row: RepoFactsRow): Promise<void> {
  const { database, clock } = deps;
  const records = await readRecords<RepoObservation>(database.reader, HUB_MODELS, [row.key]);
  const record = records.get(row.key);
  const read = await tryToRead(deps, run, row, record);
  if (read === null) return;
  run.failuresInARow = 0;
  run.read++;
  const jobs = await database.write(async (tx) => {
    const now = clock.now();
    if (read.kind === 'none') {
      await markNone(tx, row, read.reason, now);
      return await enqueueJobs(tx, await hastenDeliveries(tx, row.key, now), now);
    }
    const marked = await markFetched(tx, row, read.facts, now);
    if (!marked?.news) return await enqueueJobs(tx, await hastenDeliveries(tx, row.key, now), now);
    const event = { type: 'repo.facts', key: row.key, after: read.facts } as const;
    const locator =
      record?.locator ?? `huggingface-org:${row.repo.slice(0, row.repo.indexOf('/')).toLowerCase()}`;
    const context = { locator, observedAt: now, notBefore: null, gap: 'none' } as const;
    await appendEvents(tx, [{ lab: row.lab, event }], context);
    const update: NewJob = { kind: 'update-catalog', key: row.lab, lane: `lab:${row.lab}`, runAt: now };
    return await enqueueJobs(tx, [update], now);
  }, ROWS_ALONE);
  deps.announce(jobs);
}

/** Null where it could not be read: the repo, or the whole run, waits then. */
async function tryToRead(
  deps: FactsDependencies,
  run: Run,
  row: RepoFactsRow,
  record: HubRecord | undefined,
): Promise<FactsRead | null> {
  if (record?.state === 'removed' || record?.state === 'replaced')
    return { kind: 'none', reason: 'no-such-repo' };
  const repo = record?.name ?? row.repo;
  const counted = record !== undefined && record.observation.parameters !== null;
  try {
    return await readRepoFacts(deps.hub, { repo, sha: row.sha, counted }, deps);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    await recordFailure(deps, run, row, error);
    return null;
  }
}

/** A card that we stumble over must not hold up all others: whatever goes wrong with one repo is kept with that repo. */
async function recordFailure(
  { database, clock, log, random, signal, announce }: FactsDependencies,
  run: Run,
  row: RepoFactsRow,
  error: unknown,
): Promise<void> {
  const now = clock.now();
  if (signal.aborted) {
    run.halt ??= { reason: 'stopping', until: now };
    return;
  }
  if (error instanceof RateLimitedError) {
    run.halt ??= { reason: 'rate-limited', until: Math.max(error.until, now + SHORTEST_PARK_MS) };
    return;
  }
  run.failuresInARow++;
  if (run.failuresInARow >= TROUBLE) run.halt ??= { reason: 'trouble', until: now + TROUBLE_PAUSE_MS };
  const failures = row.attempts + 1;
  const retryAt =
    failures > MINUTELY_TRIES ? nextTryForGone(now, random) : nextTryAfterFailure(failures, now, random);
  log.warn({ err: error, repo: row.repo, failures }, 'the facts of a repo could not be read');
  const jobs = await database.write(async (tx) => {
    await markFailed(tx, row, failureOf(error), retryAt);
    return await enqueueJobs(tx, await hastenDeliveries(tx, row.key, now), now);
  }, ROWS_ALONE);
  announce(jobs);
}

function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof ModelwatchError) return { code: error.code, message: describeError(error) };
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}

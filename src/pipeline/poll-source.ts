import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import { gapSince, nextTryAfterFailure } from '../domain/schedule.ts';
import { judgeListing, type ListingVerdict } from '../domain/suspicion.ts';
import {
  describeError,
  LeaseLostError,
  ModelwatchError,
  NetworkError,
  RateLimitedError,
  UpstreamError,
} from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Log } from '../observability/log.ts';
import type { PollResult, Source, SourceContext } from '../sources/source.ts';
import type { Database } from '../store/database.ts';
import { appendEvents } from '../store/events.ts';
import type { EnqueuedJob } from '../store/jobs.ts';
import { completeJob, enqueueJobs, type LeasedJob } from '../store/jobs.ts';
import { HUB_MODELS } from '../store/records.ts';
import type { SourceRow } from '../store/schema.ts';
import {
  finishSource,
  leaseSource,
  readSource,
  renewSourceLease,
  type SourceLease,
} from '../store/sources.ts';
import type { Reachability } from './reachability.ts';
import { recordListing } from './record-listing.ts';

/** A source as it is configured, with the one thing that can look at it. */
export interface WatchedSource {
  readonly id: string;
  readonly kind: string;
  readonly lab: string;
  readonly source: Source;
  /** Milliseconds since 1970 of the first due time after `after`. */
  readonly nextDue: (after: number) => number;
}

export interface PollDependencies {
  readonly database: Database;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly owner: string;
  readonly network: Reachability;
  readonly signal: AbortSignal;
  /** Told of the jobs that a poll committed. */
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

export type PollOutcome = 'changed' | 'unchanged' | 'baselined' | 'suspect' | 'failed' | 'parked' | 'skipped';

export interface PollReport {
  readonly id: string;
  readonly kind: string;
  readonly outcome: PollOutcome;
  readonly observations: number;
  /** Change events; what a baseline stored is not among them. */
  readonly events: number;
  readonly requests: number;
  readonly ms: number;
  readonly error?: { readonly code: string; readonly message: string };
  /** Milliseconds since 1970: until when it is parked. */
  readonly until?: number;
}

export interface PollOptions {
  /** How long to wait for another process that polls this source just now, in milliseconds. */
  readonly waitForLease: number;
  /** The job that asked for this poll: it ends in the transaction of the poll's effect. */
  readonly job?: LeasedJob;
}

const LEASE_MS = 60_000;
const RENEW_EVERY_MS = 15_000;
const LEASE_RETRY_MS = 200;
/** A listing of many pages behind a slow line may take long; one that takes longer than this is a failure. */
const LONGEST_POLL_MS = 5 * 60_000;

/**
 * Looks at one source once: fetch, compare with the records, and write records, events and jobs in one transaction.
 * Never throws for what an upstream does: that is in the report, and in the state of the source.
 */
export async function pollSource(
  deps: PollDependencies,
  watched: WatchedSource,
  options: PollOptions,
): Promise<PollReport> {
  const started = performance.now();
  const report = (rest: Omit<PollReport, 'id' | 'kind' | 'ms'>): PollReport => ({
    id: watched.id,
    kind: watched.kind,
    ...rest,
    ms: Math.round(performance.now() - started),
  });
  const lease = await waitForLease(deps, watched.source.locator, options.waitForLease);
  if (lease === null) return report({ outcome: 'skipped', observations: 0, events: 0, requests: 0 });
  const state = await readSource(deps.database.reader, watched.source.locator);
  if (state === undefined) throw new LeaseLostError({ locator: watched.source.locator });
  if (state.parked_until !== null && state.parked_until > deps.clock.now()) {
    return report(await keepParked(deps, watched, lease, state, state.parked_until, options.job));
  }
  try {
    const seen = await fetchListing(deps, watched, state, lease);
    deps.network.succeeded();
    return report(await commitListing(deps, watched, state, lease, seen, started, options.job));
  } catch (error) {
    if (error instanceof LeaseLostError) {
      return report({ outcome: 'skipped', observations: 0, events: 0, requests: 0 });
    }
    if (deps.signal.aborted) return report(await giveUp(deps, lease, options.job));
    if (error instanceof RateLimitedError)
      return report(await parkSource(deps, watched, lease, error, options.job));
    const failure = error instanceof ModelwatchError ? error : unforeseen(deps, watched, error);
    return report(await commitFailure(deps, watched, state, lease, failure, started, options.job));
  }
}

/** An error of ours at one source must not end the pass over all the others. */
function unforeseen(deps: PollDependencies, watched: WatchedSource, error: unknown): ModelwatchError {
  deps.log.error({ err: error, source: watched.id }, 'modelwatch met an error of its own');
  return new ModelwatchError('unexpected', 'modelwatch met an error of its own', 'retry', {
    cause: error instanceof Error ? error.message : String(error),
  });
}

async function waitForLease(
  deps: PollDependencies,
  locator: string,
  patience: number,
): Promise<SourceLease | null> {
  const deadline = performance.now() + patience;
  for (;;) {
    const lease = await deps.database.writeUnsynced((tx) => leaseSource(tx, locator, deps.owner, LEASE_MS));
    if (lease !== null || performance.now() >= deadline || deps.signal.aborted) return lease;
    await delay(LEASE_RETRY_MS);
  }
}

interface SeenListing {
  readonly result: PollResult;
  readonly verdict: ListingVerdict;
}

/** Fetches while the lease is kept alive; the fetch is given up where the lease is lost or the program stops. */
async function fetchListing(
  deps: PollDependencies,
  watched: WatchedSource,
  state: SourceRow,
  lease: SourceLease,
): Promise<SeenListing> {
  const given = new AbortController();
  const renewal = setInterval(() => {
    deps.database
      .writeUnsynced((tx) => renewSourceLease(tx, lease, LEASE_MS))
      .then((held) => held || given.abort(new LeaseLostError({ locator: lease.locator })))
      .catch((error) =>
        deps.log.warn({ err: error, source: watched.id }, 'the lease of a source could not be renewed'),
      );
  }, RENEW_EVERY_MS);
  const tooLong = setTimeout(
    () => given.abort(new UpstreamError('upstream-timeout', 'the listing took too long altogether')),
    LONGEST_POLL_MS,
  );
  const signal = AbortSignal.any([deps.signal, given.signal]);
  try {
    const context = { http: deps.http, clock: deps.clock, signal, validator: state.validator };
    const result = await watched.source.poll(context);
    if (result.kind !== 'changed') return { result, verdict: { kind: 'good' } };
    const verdict = judgeListing(historyOf(state), result.observations.length, deps.clock.now());
    if (verdict.kind === 'good' || !verdict.ask) return { result, verdict };
    const expected = await askForCount(deps, watched, context);
    return { result, verdict: confirms(expected, result.observations.length) ? { kind: 'good' } : verdict };
  } finally {
    clearInterval(renewal);
    clearTimeout(tooLong);
  }
}

/** An overview that cannot be had confirms nothing, and does not take back what the listing showed. */
async function askForCount(
  deps: PollDependencies,
  watched: WatchedSource,
  context: SourceContext,
): Promise<number | null> {
  try {
    return await watched.source.expectedCount(context);
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ModelwatchError)) throw error;
    deps.log.debug({ source: watched.id, code: error.code }, 'the overview could not be had');
    return null;
  }
}

function historyOf(state: SourceRow) {
  return {
    baselined: state.baselined_at !== null,
    lastGoodCount: state.last_good_count,
    suspectSince: state.suspect_since,
    suspectPolls: state.suspect_polls,
    suspectCount: state.suspect_count,
  };
}

/** Whether the upstream's own count makes a listing of `count` believable. */
function confirms(expected: number | null, count: number): boolean {
  if (expected === null) return false;
  const asHistory = {
    baselined: true,
    lastGoodCount: expected,
    suspectSince: null,
    suspectPolls: 0,
    suspectCount: null,
  };
  return judgeListing(asHistory, count, 0).kind === 'good';
}

async function commitListing(
  deps: PollDependencies,
  watched: WatchedSource,
  state: SourceRow,
  lease: SourceLease,
  seen: SeenListing,
  started: number,
  job: LeasedJob | undefined,
): Promise<Omit<PollReport, 'id' | 'kind' | 'ms'>> {
  const now = deps.clock.now();
  const { result, verdict } = seen;
  if (result.kind === 'gone')
    throw new ModelwatchError('upstream-gone', 'the upstream says that this place no longer exists', 'retry');
  const observations = result.kind === 'changed' ? result.observations : [];
  const count = result.kind === 'changed' ? observations.length : (state.last_good_count ?? 0);
  const firstTime = state.baselined_at === null;
  const suspect = verdict.kind === 'suspect';
  // An empty first listing is no baseline: all that came later would be told as new.
  const baselining = firstTime && !suspect;
  const committed = await deps.database.write(async (tx) => {
    const difference =
      result.kind === 'changed'
        ? await recordListing(tx, {
            namespace: HUB_MODELS,
            locator: lease.locator,
            observations,
            baselining,
            suspect,
            now,
          })
        : { events: [], settled: true };
    await appendEvents(tx, difference.events, {
      locator: lease.locator,
      lab: watched.lab,
      observedAt: now,
      gap: gapSince(lastLookAt(state, suspect), now),
    });
    const jobs =
      difference.events.length === 0
        ? []
        : await enqueueJobs(
            tx,
            [{ kind: 'update-catalog', key: watched.lab, lane: `lab:${watched.lab}`, runAt: now }],
            now,
          );
    await finishSource(tx, lease, {
      next_due_at: watched.nextDue(now),
      last_poll_at: now,
      last_ms: Math.round(performance.now() - started),
      parked_until: null,
      failing_since: null,
      failures: 0,
      error_code: null,
      error_message: null,
      ...(result.kind === 'changed'
        ? { validator: difference.settled && !suspect ? (result.validator ?? null) : null }
        : {}),
      ...(suspect
        ? {
            last_outcome: 'suspect',
            suspect_since: verdict.since,
            suspect_polls: verdict.polls,
            suspect_count: count,
          }
        : {
            last_outcome: baselining ? 'baselined' : difference.events.length > 0 ? 'changed' : 'unchanged',
            baselined_at: state.baselined_at ?? now,
            last_good_at: now,
            last_good_count: count,
            suspect_since: null,
            suspect_polls: 0,
            suspect_count: null,
          }),
    });
    if (job !== undefined) await completeJob(tx, job);
    return { events: difference.events, jobs };
  });
  deps.announce(committed.jobs);
  const told = committed.events.filter((event) => event.type !== 'repo.baselined').length;
  const outcome: PollOutcome = suspect
    ? 'suspect'
    : baselining
      ? 'baselined'
      : told > 0
        ? 'changed'
        : 'unchanged';
  logOutcome(deps, watched, outcome, count, told);
  return {
    outcome,
    observations: count,
    events: told,
    requests: result.requests,
    ...(suspect ? { error: { code: `listing-${verdict.reason}`, message: SUSPICION[verdict.reason] } } : {}),
  };
}

/** A listing that stays short is looked at all the same: what it newly shows came after the last look, not in a gap. */
function lastLookAt(state: SourceRow, suspect: boolean): number | null {
  return suspect && state.last_outcome === 'suspect' ? state.last_poll_at : state.last_good_at;
}

const SUSPICION = {
  empty:
    'the listing is empty, which nothing confirms: removals are not counted, and no baseline is made of it',
  short: 'the listing is suddenly much shorter: removals are not counted until that is confirmed',
} as const;

function logOutcome(
  deps: PollDependencies,
  watched: WatchedSource,
  outcome: PollOutcome,
  observations: number,
  events: number,
): void {
  const fields = { source: watched.id, outcome, observations, events };
  if (outcome === 'baselined') deps.log.info(fields, `baselined ${observations}`);
  else if (outcome === 'suspect') deps.log.warn(fields, 'listing is suspect');
  else if (outcome === 'changed') deps.log.info(fields, 'source changed');
  else deps.log.debug(fields, 'source unchanged');
}

async function commitFailure(
  deps: PollDependencies,
  watched: WatchedSource,
  state: SourceRow,
  lease: SourceLease,
  error: ModelwatchError,
  started: number,
  job: LeasedJob | undefined,
): Promise<Omit<PollReport, 'id' | 'kind' | 'ms'>> {
  const now = deps.clock.now();
  const message = describeError(error);
  // A connection that does not come about tells nothing of the source and costs the upstream nothing: no back-off.
  const unreachable = error instanceof NetworkError;
  const failures = state.failures + (unreachable ? 0 : 1);
  const nextDue = watched.nextDue(now);
  await deps.database.write(async (tx) => {
    await finishSource(tx, lease, {
      next_due_at: unreachable ? nextDue : Math.max(nextTryAfterFailure(failures, now, deps.random), nextDue),
      last_poll_at: now,
      last_outcome: 'failed',
      last_ms: Math.round(performance.now() - started),
      parked_until: null,
      failing_since: state.failing_since ?? now,
      failures,
      error_code: error.code,
      error_message: message,
    });
    if (job !== undefined) await completeJob(tx, job);
  });
  const fields = { source: watched.id, code: error.code, failures, ...error.fields };
  if (unreachable) deps.network.failed(fields);
  else deps.log.warn(fields, 'source failed');
  return { outcome: 'failed', observations: 0, events: 0, requests: 0, error: { code: error.code, message } };
}

async function parkSource(
  deps: PollDependencies,
  watched: WatchedSource,
  lease: SourceLease,
  error: RateLimitedError,
  job: LeasedJob | undefined,
): Promise<Omit<PollReport, 'id' | 'kind' | 'ms'>> {
  const now = deps.clock.now();
  const until = Math.max(error.until, now + 1000);
  await deps.database.write(async (tx) => {
    // Spread, so that what was parked together does not come back in one second.
    const nextDue = until + Math.round(deps.random() * 5000);
    await finishSource(tx, lease, {
      next_due_at: nextDue,
      last_poll_at: now,
      last_outcome: 'parked',
      parked_until: until,
    });
    if (job !== undefined) await completeJob(tx, job);
  });
  deps.log.info(
    { source: watched.id, until: new Date(until).toISOString() },
    'source parked by a rate limit',
  );
  return {
    outcome: 'parked',
    observations: 0,
    events: 0,
    requests: 1,
    until,
    error: { code: error.code, message: error.message },
  };
}

/** The program stops: nobody is charged, and the next one finds the source due. */
async function giveUp(
  deps: PollDependencies,
  lease: SourceLease,
  job: LeasedJob | undefined,
): Promise<Omit<PollReport, 'id' | 'kind' | 'ms'>> {
  await deps.database.write(async (tx) => {
    await finishSource(tx, lease, { next_due_at: deps.clock.now() });
    if (job !== undefined) await completeJob(tx, job);
  });
  return { outcome: 'skipped', observations: 0, events: 0, requests: 0 };
}

async function keepParked(
  deps: PollDependencies,
  watched: WatchedSource,
  lease: SourceLease,
  state: SourceRow,
  until: number,
  job: LeasedJob | undefined,
): Promise<Omit<PollReport, 'id' | 'kind' | 'ms'>> {
  const now = deps.clock.now();
  await deps.database.write(async (tx) => {
    await finishSource(tx, lease, {
      next_due_at: Math.max(until, watched.nextDue(now)),
      // Where the clock was ahead then: a poll in the future makes a source due at every tick.
      last_poll_at: Math.min(state.last_poll_at ?? now, now),
    });
    if (job !== undefined) await completeJob(tx, job);
  });
  const error = { code: 'rate-limited', message: 'the upstream asked us to wait' };
  return { outcome: 'parked', observations: 0, events: 0, requests: 0, until, error };
}

import { gapSince, nextTryAfterFailure } from '../domain/schedule.ts';
import type { ListingVerdict } from '../domain/suspicion.ts';
import { describeError, ModelwatchError, NetworkError, type RateLimitedError } from '../errors.ts';
import type { WriteTransaction } from '../store/database.ts';
import { appendEvents } from '../store/events.ts';
import { completeJob, enqueueJobs, type NewJob } from '../store/jobs.ts';
import type { SourceRow } from '../store/schema.ts';
import { finishSource, type SourceChanges } from '../store/sources.ts';
import type { SeenListing } from './fetch-listing.ts';
import type { PollDependencies, PollEnd, PollInHand, PollOutcome, WatchedSource } from './poll-source.ts';
import { type Recorded, recordShown } from './record-shown.ts';

/** What a poll showed: records, events, the state of the source and the jobs that follow, all or nothing. */
export async function commitListing(poll: PollInHand, seen: SeenListing): Promise<PollEnd> {
  const { deps, watched, state, lease, job } = poll;
  const now = deps.clock.now();
  if (seen.result.kind === 'gone') {
    throw new ModelwatchError('upstream-gone', 'the upstream says that this place no longer exists', 'retry');
  }
  const suspect = seen.verdict.kind === 'suspect';
  const committed = await deps.database.write(async (tx) => {
    const { events, settled } = await compare(tx, poll, seen, now);
    const gap = gapSince(lastLookAt(state, suspect), now);
    const notBefore = state.last_good_at;
    await appendEvents(tx, events, { locator: lease.locator, observedAt: now, notBefore, gap });
    const updates = [...new Set(events.map(({ lab }) => lab))].map(
      (lab): NewJob => ({ kind: 'update-catalog', key: lab, lane: `lab:${lab}`, runAt: now }),
    );
    const jobs = await enqueueJobs(tx, updates, now);
    const told = events.filter(({ event }) => !event.type.endsWith('.baselined')).length;
    const outcome = outcomeOf(state, suspect, told);
    await finishSource(tx, lease, { ...stateAfterListing(poll, seen, settled, now), last_outcome: outcome });
    if (job !== undefined) await completeJob(tx, job);
    return { jobs, told, outcome };
  });
  deps.announce(committed.jobs);
  const { outcome, told: events } = committed;
  const observations = countOf(seen, state);
  logOutcome(deps, watched, outcome, observations, events);
  return { outcome, observations, events, ...suspicionOf(seen.verdict) };
}

/** `settled`: nothing is absent, so that the same answer again would change nothing. */
async function compare(
  tx: WriteTransaction,
  { state, lease, watched }: PollInHand,
  { result, verdict }: SeenListing,
  now: number,
): Promise<Recorded> {
  if (result.kind !== 'changed') return { events: [], settled: true };
  const suspect = verdict.kind === 'suspect';
  return await recordShown(tx, {
    shown: result,
    locator: lease.locator,
    lab: watched.lab,
    // An empty first listing is no baseline: all that came later would be told as new.
    baselining: state.baselined_at === null && !suspect,
    suspect,
    now,
  });
}

function outcomeOf(state: SourceRow, suspect: boolean, told: number): PollOutcome {
  if (suspect) return 'suspect';
  if (state.baselined_at === null) return 'baselined';
  return told > 0 ? 'changed' : 'unchanged';
}

function countOf({ result }: SeenListing, state: SourceRow): number {
  return result.kind === 'changed' ? result.observations.length : (state.last_good_count ?? 0);
}

function stateAfterListing(
  { watched, state, started }: PollInHand,
  seen: SeenListing,
  settled: boolean,
  now: number,
): SourceChanges {
  const { result, verdict } = seen;
  const suspect = verdict.kind === 'suspect';
  const validator = result.kind === 'changed' && settled && !suspect ? (result.validator ?? null) : null;
  return {
    next_due_at: watched.nextDue(now),
    last_poll_at: now,
    last_ms: Math.round(performance.now() - started),
    parked_until: null,
    failing_since: null,
    failures: 0,
    error_code: null,
    error_message: null,
    ...(result.kind === 'changed' ? { validator } : {}),
    ...(suspect
      ? { suspect_since: verdict.since, suspect_polls: verdict.polls, suspect_count: countOf(seen, state) }
      : {
          baselined_at: state.baselined_at ?? now,
          last_good_at: now,
          last_good_count: countOf(seen, state),
          suspect_since: null,
          suspect_polls: 0,
          suspect_count: null,
        }),
  };
}

function suspicionOf(verdict: ListingVerdict): Pick<PollEnd, 'error'> {
  if (verdict.kind === 'good') return {};
  return { error: { code: `listing-${verdict.reason}`, message: SUSPICION[verdict.reason] } };
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

/** A poll that failed: only the state of the source changes. */
export async function commitFailure(poll: PollInHand, error: ModelwatchError): Promise<PollEnd> {
  const { deps, watched, state, lease, started, job } = poll;
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
  return { outcome: 'failed', observations: 0, events: 0, error: { code: error.code, message } };
}

/** The upstream asked us to wait: no failure is counted. */
export async function parkSource(poll: PollInHand, error: RateLimitedError): Promise<PollEnd> {
  const { deps, watched, lease, job } = poll;
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
    until,
    error: { code: error.code, message: error.message },
  };
}

/** The program stops: nobody is charged, and the next one finds the source due. */
export async function giveUp({ deps, lease, job }: PollInHand): Promise<PollEnd> {
  await deps.database.write(async (tx) => {
    await finishSource(tx, lease, { next_due_at: deps.clock.now() });
    if (job !== undefined) await completeJob(tx, job);
  });
  return { outcome: 'skipped', observations: 0, events: 0 };
}

/** Asked for while it is parked, as a refresh by hand may do. */
export async function keepParked(poll: PollInHand, until: number): Promise<PollEnd> {
  const { deps, watched, lease, state, job } = poll;
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
  return { outcome: 'parked', observations: 0, events: 0, until, error };
}

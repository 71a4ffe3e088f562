import { nextTryAfterFailure, nextTryForGone } from '../domain/schedule.ts';
import { GONE_FOR_GOOD, isGone, NOT_FOUND } from '../domain/source-health.ts';
import { describeError, type ModelwatchError, NetworkError, type RateLimitedError } from '../errors.ts';
import { completeJob } from '../store/jobs.ts';
import type { SourceRow } from '../store/schema.ts';
import { finishSource, listSources } from '../store/sources.ts';
import { ROWS_ALONE } from '../store/write-scopes.ts';
import type { PollDependencies, PollEnd, PollInHand } from './poll-source.ts';
import { judgeUnreachable, type UnreachableVerdict } from './reachability.ts';

/** A poll that failed: only the state of the source changes. */
export async function commitFailure(poll: PollInHand, error: ModelwatchError): Promise<PollEnd> {
  const { deps, watched, state, lease, started, job } = poll;
  const now = deps.clock.now();
  const failure = { code: codeOf(error), message: describeError(error) };
  const network = error instanceof NetworkError ? await whoseFault(poll, now) : null;
  const history = historyAfter(state, failure.code, network, now);
  const nextDue = watched.nextDue(now);
  await deps.database.write(async (tx) => {
    await finishSource(tx, lease, {
      ...history,
      // A connection that does not come about costs the upstream nothing: no back-off where it may be our fault.
      next_due_at: network?.charged === false ? nextDue : Math.max(nextTry(deps, history, now), nextDue),
      last_poll_at: now,
      last_outcome: 'failed',
      last_ms: Math.round(performance.now() - started),
      parked_until: null,
      error_message: failure.message,
    });
    if (job !== undefined) await completeJob(tx, job);
  }, ROWS_ALONE);
  const fields = { source: watched.id, code: failure.code, failures: history.failures, ...error.fields };
  if (network?.ours === true) deps.network.failed(fields);
  else deps.log.warn(fields, 'source failed');
  return { outcome: 'failed', observations: 0, events: 0, error: failure };
}

type FailureHistory = Pick<SourceRow, 'failing_since' | 'failures' | 'gone_since' | 'error_code'>;

function historyAfter(
  state: SourceRow,
  code: string,
  network: UnreachableVerdict | null,
  now: number,
): FailureHistory {
  const charged = network === null || network.charged;
  const notThere = code === GONE_FOR_GOOD || code === NOT_FOUND;
  return {
    failing_since: charged ? failingSince(state, network, now) : (state.failing_since ?? now),
    failures: state.failures + (charged ? 1 : 0),
    gone_since: notThere ? (state.gone_since ?? now) : state.gone_since,
    error_code: code,
  };
}

/** What went before the first charge may have been our own network, but for the failure that others answered after. */
function failingSince(state: SourceRow, network: UnreachableVerdict | null, now: number): number {
  if (state.failures > 0) return state.failing_since ?? now;
  return network === null ? now : (state.last_poll_at ?? now);
}

function nextTry(deps: PollDependencies, history: FailureHistory, now: number): number {
  const { failures, gone_since: goneSince, error_code: errorCode } = history;
  return isGone({ failures, goneSince, errorCode }, now)
    ? nextTryForGone(now, deps.random)
    : nextTryAfterFailure(failures, now, deps.random);
}

/** Some sources throw the status, some say what it means: stored is what it means. */
function codeOf(error: ModelwatchError): string {
  return error.code === NOT_FOUND && error.fields.status === 410 ? GONE_FOR_GOOD : error.code;
}

async function whoseFault({ deps, watched, state }: PollInHand, now: number): Promise<UnreachableVerdict> {
  const rows = await listSources(deps.database.reader);
  return judgeUnreachable(state, watched.host, rows, deps.hosts, now);
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
  }, ROWS_ALONE);
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
  }, ROWS_ALONE);
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
  }, ROWS_ALONE);
  const error = { code: 'rate-limited', message: 'the upstream asked us to wait' };
  return { outcome: 'parked', observations: 0, events: 0, until, error };
}

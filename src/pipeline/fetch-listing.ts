import { isFullReadDue } from '../domain/schedule.ts';
import { judgeListing, type ListingVerdict } from '../domain/suspicion.ts';
import { LeaseLostError, ModelwatchError, UpstreamError } from '../errors.ts';
import type { PollResult, Shown, SourceContext } from '../sources/source.ts';
import type { SourceRow } from '../store/schema.ts';
import { renewSourceLease } from '../store/sources.ts';
import { LEASE_MS, type PollDependencies, type PollInHand, type WatchedSource } from './poll-source.ts';

const RENEW_EVERY_MS = 7_500;
/** A listing of many pages behind a slow line may take long; one that takes longer than this is a failure. */
const LONGEST_POLL_MS = 5 * 60_000;

export interface SeenListing {
  readonly result: PollResult;
  /** Whether what it does not show may be taken for absent. */
  readonly verdict: ListingVerdict;
}

/** Fetches while the lease is kept alive; the fetch is given up where the lease is lost or the program stops. */
export async function fetchListing(poll: PollInHand): Promise<SeenListing> {
  const { deps, watched, state, lease } = poll;
  const given = new AbortController();
  const renewal = setInterval(() => {
    deps.database
      .writeAlone((tx) => renewSourceLease(tx, lease, LEASE_MS))
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
    const validator = usableValidator(watched, state, deps.clock.now());
    const context = { http: poll.http, clock: deps.clock, signal, validator };
    const result = await watched.source.poll(context);
    if (result.kind !== 'changed' || !isListing(result)) return { result, verdict: { kind: 'good' } };
    const verdict = judgeListing(historyOf(state), result.observations.length, deps.clock.now());
    if (verdict.kind === 'good' || !verdict.ask) return { result, verdict };
    const expected = await askForCount(deps, watched, context);
    const believed = confirms(expected, verdict.reason, result.observations.length);
    return { result, verdict: believed ? { kind: 'good' } : verdict };
  } finally {
    clearInterval(renewal);
    clearTimeout(tooLong);
  }
}

/** What was given with an answer that was read otherwise stands for nothing that is stored. */
function usableValidator(watched: WatchedSource, state: SourceRow, now: number): string | null {
  if (state.fingerprint !== watched.fingerprint) return null;
  return isFullReadDue(state.locator, state.last_good_at, now) ? null : state.validator;
}

/** Whether an answer says by what it leaves out that this is not there. */
function isListing(shown: Shown): boolean {
  return shown.form !== 'articles' || shown.complete;
}

/** An overview that cannot be had confirms nothing, and does not take back what the listing showed. */
async function askForCount(
  deps: PollDependencies,
  watched: WatchedSource,
  context: SourceContext,
): Promise<number | 'unsaid' | 'unknown'> {
  try {
    return (await watched.source.expectedCount(context)) ?? 'unsaid';
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ModelwatchError)) throw error;
    deps.log.debug({ source: watched.id, code: error.code }, 'the overview could not be had');
    return 'unknown';
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

/**
 * Whether the upstream's own count makes a listing of `count` believable. Where it has no such count, a table that has
 * been as short for a day is believed, since nothing else will ever confirm it; one that is empty is not.
 */
function confirms(
  expected: number | 'unsaid' | 'unknown',
  reason: 'empty' | 'short',
  count: number,
): boolean {
  if (expected === 'unknown') return false;
  if (expected === 'unsaid') return reason === 'short';
  const asHistory = {
    baselined: true,
    lastGoodCount: expected,
    suspectSince: null,
    suspectPolls: 0,
    suspectCount: null,
  };
  return judgeListing(asHistory, count, 0).kind === 'good';
}

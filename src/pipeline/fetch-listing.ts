import { judgeListing, type ListingVerdict } from '../domain/suspicion.ts';
import { LeaseLostError, ModelwatchError, UpstreamError } from '../errors.ts';
import type { PollResult, SourceContext } from '../sources/source.ts';
import type { SourceRow } from '../store/schema.ts';
import { renewSourceLease } from '../store/sources.ts';
import { LEASE_MS, type PollDependencies, type PollInHand, type WatchedSource } from './poll-source.ts';

const RENEW_EVERY_MS = 15_000;
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
    const context = { http: poll.http, clock: deps.clock, signal, validator: state.validator };
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

/**
 * When a listing is too short to be believed about what it does not show. What it does show is processed all the same.
 */
const SHORT_SHARE = 0.7;
const SHORT_BY = 5;
const SETTLES_AFTER_MS = 24 * 3_600_000;
const SETTLES_AFTER_POLLS = 12;

export interface ListingHistory {
  readonly baselined: boolean;
  readonly lastGoodCount: number | null;
  readonly suspectSince: number | null;
  /** Polls in a row that were suspect with the same count. */
  readonly suspectPolls: number;
  readonly suspectCount: number | null;
}

export type ListingVerdict =
  | { readonly kind: 'good' }
  /** `ask`: the upstream's own count should decide, since it has been the same for long, or there is nothing to lose. */
  | {
      readonly kind: 'suspect';
      readonly reason: 'empty' | 'short';
      readonly polls: number;
      readonly since: number;
      readonly ask: boolean;
    };

/** Judges a complete listing of `count` entries. `now`: milliseconds since 1970. */
export function judgeListing(history: ListingHistory, count: number, now: number): ListingVerdict {
  const reason = shortness(history, count);
  if (reason === null) return { kind: 'good' };
  const goesOn = history.suspectSince !== null && history.suspectCount === count;
  const since = goesOn && history.suspectSince !== null ? history.suspectSince : now;
  const polls = goesOn ? history.suspectPolls + 1 : 1;
  const settled = polls >= SETTLES_AFTER_POLLS && now - since >= SETTLES_AFTER_MS;
  return { kind: 'suspect', reason, polls, since, ask: settled || !history.baselined };
}

function shortness(history: ListingHistory, count: number): 'empty' | 'short' | null {
  if (!history.baselined) return count === 0 ? 'empty' : null;
  const expected = history.lastGoodCount ?? 0;
  if (count === 0) return expected === 0 ? null : 'empty';
  return count < expected * SHORT_SHARE && expected - count >= SHORT_BY ? 'short' : null;
}

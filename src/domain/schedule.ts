import { createHash } from 'node:crypto';

/** A failing source is asked again after 1, 2, 4 … minutes, at most hourly, and for ever. */
const FIRST_BACKOFF_MS = 60_000;
const LONGEST_BACKOFF_MS = 3_600_000;

/** When to look again after `failures` failed polls in a row (1 or more), with up to a quarter of jitter. */
export function nextTryAfterFailure(failures: number, now: number, random: () => number): number {
  const wait = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 16), LONGEST_BACKOFF_MS);
  return now + Math.round(wait * (1 + random() * 0.25));
}

/**
 * A share between 0 and 1 that is always the same for one source: where in its interval it is polled, so that sixty
 * organizations with one rhythm do not start in one second.
 */
export function placeInInterval(locator: string): number {
  return createHash('sha256').update(locator).digest().readUInt32BE(0) / 2 ** 32;
}

/** Hub quotas are counted in windows of five minutes (https://huggingface.co/docs/hub/rate-limits). */
const HUB_WINDOW_MINUTES = 5;
const QUOTA_SHARE = 0.4;
const SHORTEST_RHYTHM_MINUTES = 2;

/** The fastest rhythm, in whole minutes, with which `sources` requests a round stay within 40 % of a Hub quota. */
export function defaultRhythmMinutes(sources: number, requestsPerWindow: number): number {
  const rounds = (sources * HUB_WINDOW_MINUTES) / (requestsPerWindow * QUOTA_SHARE);
  return Math.max(SHORTEST_RHYTHM_MINUTES, Math.ceil(rounds));
}

/** So long without a good poll is no delay of the rhythm any more but a gap: what came in it may be told together. */
const GAP_MS = 26 * 3_600_000;

/** After so long, what came is always told as one catch-up. */
const LONG_GAP_MS = 7 * 24 * 3_600_000;

export type Gap = 'none' | 'gap' | 'long-gap';

/** How long a source was not seen. Milliseconds since 1970. */
export function gapSince(lastGoodAt: number | null, now: number): Gap {
  if (lastGoodAt === null) return 'none';
  if (now - lastGoodAt > LONG_GAP_MS) return 'long-gap';
  return now - lastGoodAt > GAP_MS ? 'gap' : 'none';
}

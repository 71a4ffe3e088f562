import { createHash } from 'node:crypto';

/** A failing source is asked again after 1, 2, 4 … minutes, at most hourly, and for ever. */
const FIRST_BACKOFF_MS = 60_000;
const LONGEST_BACKOFF_MS = 3_600_000;

/** When to look again after `failures` failed polls in a row (1 or more), with up to a quarter of jitter. */
export function nextTryAfterFailure(failures: number, now: number, random: () => number): number {
  const wait = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 16), LONGEST_BACKOFF_MS);
  return now + Math.round(wait * (1 + random() * 0.25));
}

/** A place that no longer exists is looked for once a day, with up to a quarter of jitter: some come back. */
const GONE_RHYTHM_MS = 24 * 3_600_000;

/** When to look again for something that is gone. */
export function nextTryForGone(now: number, random: () => number): number {
  return now + Math.round(GONE_RHYTHM_MS * (1 + random() * 0.25));
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

/** No upstream can ask to be left alone for good: skipDays of RSS and a public holiday are three days. */
const LONGEST_PACE_MS = 3 * 24 * 3_600_000;

/** When a source is due that would be at `due` by its rhythm, where its upstream asks for `notWithinMs` from `now` on. */
export function dueAtPace(due: number, now: number, notWithinMs: number | undefined): number {
  return Math.max(due, now + Math.min(notWithinMs ?? 0, LONGEST_PACE_MS));
}

/** An upstream that calls everything unchanged for ever, by a fault of its own, is not believed for longer. */
const READ_IN_FULL_MS = 7 * 24 * 3_600_000;

/**
 * Whether a source is to be read in full, whatever its validator says: the first time in each week, which begins at
 * another time for each source. Takes the time of its last good poll.
 */
export function isFullReadDue(locator: string, lastGoodAt: number | null, now: number): boolean {
  const place = placeInInterval(locator);
  const weekOf = (time: number) => Math.floor(time / READ_IN_FULL_MS - place);
  return lastGoodAt === null || weekOf(lastGoodAt) < weekOf(now);
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

import { retryAfterMs } from '../../http/retry-after.ts';

/** What a feed itself says of how often it is to be asked. */
export interface PaceHints {
  /** RSS `ttl`, in minutes. */
  readonly ttl?: number;
  /** RSS `skipHours`, 0 to 23, GMT. */
  readonly skipHours?: readonly number[];
  /** RSS `skipDays`, 0 (Sunday) to 6, GMT. */
  readonly skipDays?: readonly number[];
  /** `sy:updatePeriod` by `sy:updateFrequency`, in minutes. */
  readonly period?: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** No word of a feed keeps it from being looked at for longer: it could never take it back. */
const LONGEST_MS = DAY;

/**
 * Headers speak of caches, and are set for a whole site: a day there (common with content delivery networks) is no
 * wish that readers of the feed come once a day. A look that finds nothing costs the publisher one 304.
 */
const LONGEST_BY_HEADER_MS = HOUR;

/** How soon a feed is looked at again by default: hours to be skipped that begin within it are skipped from now on. */
const USUAL_INTERVAL_MS = 15 * MINUTE;

/**
 * For how long (milliseconds) a feed asks not to be polled again; 0 where it asks for nothing. The longest of `ttl`,
 * `sy:` period, `Cache-Control: max-age` and `Retry-After`, and, from there, the hours and days to be skipped
 * (https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/modules/syndication/).
 */
export function notWithinMs(hints: PaceHints, headers: Headers, now: number): number {
  const byFeed = Math.max(hints.ttl ?? 0, hints.period ?? 0) * MINUTE;
  const byHeader = Math.max(
    maxAgeMs(headers),
    retryAfterMs(headers.get('retry-after'), headers.get('date'), now) ?? 0,
  );
  const wait = Math.max(byFeed, Math.min(byHeader, LONGEST_BY_HEADER_MS));
  return Math.min(pastSkipped(hints, now, wait), LONGEST_MS);
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.1, less what it has spent in caches already. */
function maxAgeMs(headers: Headers): number {
  const control = headers.get('cache-control') ?? '';
  if (/\bno-(?:cache|store)\b/i.test(control)) return 0;
  const seconds = Number(/(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(control)?.[1] ?? 0);
  const age = Number(/^\d{1,10}$/.exec(headers.get('age') ?? '')?.[0] ?? 0);
  return Math.max(seconds - age, 0) * 1000;
}

function pastSkipped(hints: PaceHints, now: number, wait: number): number {
  const hours = new Set(hints.skipHours);
  const days = new Set(hints.skipDays);
  // Whoever skips them all would never be looked at, which nobody can mean.
  if (hours.size >= 24 || days.size >= 7 || hours.size + days.size === 0) return wait;
  const isSkipped = (at: number) =>
    hours.has(new Date(at).getUTCHours()) || days.has(new Date(at).getUTCDay());
  const planned = now + Math.max(wait, USUAL_INTERVAL_MS);
  if (!isSkipped(planned)) return wait;
  let at = Math.floor(planned / HOUR) * HOUR + HOUR;
  while (isSkipped(at) && at - now < LONGEST_MS) at += HOUR;
  return at - now;
}

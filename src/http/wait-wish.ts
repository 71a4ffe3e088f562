import { parseRateLimit } from './rate-limit-header.ts';
import { retryAfterMs } from './retry-after.ts';

/** Taken where a 429 names no time: most windows are a minute or five. */
const UNNAMED_WAIT_MS = 60_000;

/** Upstreams count in whole seconds. */
const ROUNDING_MS = 1000;

/**
 * Until when (milliseconds since 1970) an answer asks us to send nothing more; null where it asks for nothing.
 *
 * A 429 is about the quota only where nothing remains of it (`r=0`), and then the window's end counts; any other 429,
 * and a 503, are answered by `Retry-After` (https://huggingface.co/docs/hub/rate-limits).
 */
export function waitWish(status: number, headers: Headers, now: number): number | null {
  if (status !== 429 && status !== 503) return null;
  const named = retryAfterMs(headers.get('retry-after'), headers.get('date'), now);
  if (status === 503) return named === null ? null : now + named + ROUNDING_MS;
  const exhausted = parseRateLimit(headers.get('ratelimit')).filter((quota) => quota.remaining === 0);
  if (exhausted.length > 0) {
    const longest = Math.max(...exhausted.map((quota) => quota.resetSeconds));
    return now + longest * 1000 + ROUNDING_MS;
  }
  return now + (named ?? UNNAMED_WAIT_MS) + ROUNDING_MS;
}

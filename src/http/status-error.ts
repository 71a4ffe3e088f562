import { type ModelwatchError, RateLimitedError, UpstreamError } from '../errors.ts';
import { hostOf, htmlTitle } from './response-body.ts';
import { waitWish } from './wait-wish.ts';

/**
 * The error that an answer outside 2xx means, its body read for the title of an error page. 429 is RateLimitedError:
 * no failure. Where a 503 asks to wait, `until` is in its fields. `now`, `until`: milliseconds since 1970.
 */
export async function statusError(response: Response, now: number): Promise<ModelwatchError> {
  const { status, headers } = response;
  const until = waitWish(status, headers, now);
  const text = await response.text().catch(() => '');
  const fields = { host: hostOf(response), status, title: await htmlTitle(text), until };
  if (status === 429) return new RateLimitedError(until ?? now, fields);
  if (status === 401) {
    return new UpstreamError(
      'upstream-unauthorized',
      'the upstream asks for credentials, or refuses ours',
      fields,
    );
  }
  if (status === 404 || status === 410) {
    return new UpstreamError('upstream-not-found', 'the upstream knows no such place', fields);
  }
  return new UpstreamError('upstream-status', 'the upstream refused or failed', fields);
}

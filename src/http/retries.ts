import { UpstreamError } from '../errors.ts';
import { retryAfterMs } from './retry-after.ts';

/** What came of one request: an answer, or an error from before its headers. */
export type Outcome = { readonly response: Response } | { readonly error: unknown };

export type RetryDecision =
  | {
      readonly retry: true;
      readonly reason: 'broken-off' | 'status' | 'asked-to-wait';
      /** Milliseconds. */
      readonly delay: number;
    }
  | { readonly retry: false; readonly reason: 'settled' | 'wait-too-long' };

/** Nothing to do with what was asked, and said to be over soon: https://www.rfc-editor.org/rfc/rfc9110#section-15. */
const PASSING = new Set([408, 502, 503, 504]);

const FIRST_DELAY_MS = 500;

/** What asks for a longer wait is left to the caller, who can do something else meanwhile. */
const LONGEST_ASKED_MS = 5000;

/**
 * Whether to send the same request again, which was done `repeated` times already, and when. For requests that may be repeated only. `now`:
 * milliseconds since 1970; `random`: 0 to 1, spreads those that failed together.
 */
export function decideRetry(outcome: Outcome, repeated: number, now: number, random: number): RetryDecision {
  const delay = Math.round(FIRST_DELAY_MS * 2 ** repeated * (0.5 + random / 2));
  if ('error' in outcome) {
    // Most often a connection that was kept open and that the upstream had just given up.
    const { error } = outcome;
    if (!(error instanceof UpstreamError) || error.code !== 'upstream-truncated')
      return { retry: false, reason: 'settled' };
    return { retry: true, reason: 'broken-off', delay };
  }
  const { status, headers } = outcome.response;
  if (!PASSING.has(status)) return { retry: false, reason: 'settled' };
  const asked = retryAfterMs(headers.get('retry-after'), headers.get('date'), now);
  if (asked === null) return { retry: true, reason: 'status', delay };
  if (asked > LONGEST_ASKED_MS) return { retry: false, reason: 'wait-too-long' };
  return { retry: true, reason: 'asked-to-wait', delay: asked + delay };
}

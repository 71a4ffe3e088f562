import { retryAfterMs } from '../http/retry-after.ts';
import type { SendOutcome } from './channel.ts';

/** What a receiver answered, as far as a channel may want to judge it. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The beginning of the body, 4 KB unless the channel asks for more, as sent: hostile. */
  readonly body: string;
}

export interface Judgement {
  readonly answer: ReceiverAnswer;
  /** Where it was sent to, fit to be shown. */
  readonly destination: string;
  /** What the receiver said, fit to be shown; empty where it said nothing. */
  readonly said: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Not below: a receiver that says `Retry-After: 0` again and again must not be asked in a loop. */
export const SHORTEST_WAIT_MS = 1000;

/** Request Timeout, Too Early, Too Many Requests: the same request may succeed later. */
const PASSING_4XX: readonly number[] = [408, 425, 429];

/**
 * What an answer means by its status alone. Standard Webhooks 1.0: 2xx accepts, 3xx is a failure, 410 means that the
 * receiver wants no more. `Retry-After` after a 429 is a wish to wait; with any other failure it is when to try again.
 */
export function judgeStatus({ answer, destination, said, now }: Judgement): SendOutcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'sent' };

  const message = `${destination} answered ${status}${said === '' ? '' : `: ${said}`}`;
  if (status >= 300 && status < 400) {
    return {
      kind: 'rejected',
      code: 'redirect',
      message: `${message}; redirects are not followed, configure the final address`,
    };
  }
  if (status === 410) {
    return {
      kind: 'rejected',
      code: 'gone',
      message: `${message}: the receiver wants no more; remove the channel`,
    };
  }
  if (status < 500 && !PASSING_4XX.includes(status))
    return { kind: 'rejected', code: `http-${status}`, message };

  const wait = retryAfterMs(answer.headers.get('retry-after'), answer.headers.get('date'), now);
  if (wait === null) return { kind: 'retry', code: `http-${status}`, message };
  const retryAt = now + Math.max(wait, SHORTEST_WAIT_MS);
  if (status === 429) return { kind: 'wait', code: 'rate-limited', message, retryAt };
  return { kind: 'retry', code: `http-${status}`, message, retryAt };
}

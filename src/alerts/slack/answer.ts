import { retryAfterMs } from '../../http/retry-after.ts';
import { answeredCode, askedToWait, isSuccess, jsonAnswer, unclear } from '../answered-code.ts';
import type { SendOutcome } from '../channel.ts';
import { type Judgement, judgeStatus } from '../receiver-answer.ts';

/** Where Slack names no time: its limits count by the minute (https://docs.slack.dev/apis/web-api/rate-limits). */
const WAIT_MS = 60_000;

const RATE_LIMITED: readonly string[] = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
const PASSING: readonly string[] = [
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'rollup_error',
];

/** An incoming webhook answers `ok`, or one word that says why not (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors). */
export function judgeWebhook(judgement: Judgement): SendOutcome {
  if (!isSuccess(judgement)) return judgeStatus(judgement);
  const answer = jsonAnswer(judgement);
  if (answer !== null)
    return answer.ok === false ? judgeError(judgement, String(answer.error)) : { kind: 'sent' };
  const word = judgement.answer.body.trim();
  // Servers that take Slack's form answer in their own words, or say nothing.
  if (word === '' || word === 'ok') return { kind: 'sent' };
  return /^[a-z_]{3,60}$/.test(word) ? judgeError(judgement, word) : unclear(judgement);
}

/** The API answers 200 and `ok: false` on failure (https://docs.slack.dev/apis/web-api/#responses). */
export function judgeApi(judgement: Judgement): SendOutcome {
  if (!isSuccess(judgement)) return judgeStatus(judgement);
  const answer = jsonAnswer(judgement);
  if (answer?.ok === true) return sent(answer);
  return answer?.ok === false ? judgeError(judgement, String(answer.error)) : unclear(judgement);
}

/** An edit needs both: the channel by its id, which is not what was configured where that was a name, and the time stamp. */
function sent({ channel, ts }: Readonly<Record<string, unknown>>): SendOutcome {
  if (typeof channel !== 'string' || typeof ts !== 'string') return { kind: 'sent' };
  return { kind: 'sent', messageId: `${channel}/${ts}` };
}

function judgeError(judgement: Judgement, error: string): SendOutcome {
  const { headers } = judgement.answer;
  if (RATE_LIMITED.includes(error)) {
    const wait = retryAfterMs(headers.get('retry-after'), headers.get('date'), judgement.now);
    return askedToWait(judgement, wait ?? WAIT_MS);
  }
  return answeredCode(PASSING.includes(error) ? 'retry' : 'rejected', judgement, error);
}

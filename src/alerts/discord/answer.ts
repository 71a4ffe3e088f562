import { askedToWait, isSuccess, jsonAnswer } from '../answered-code.ts';
import type { SendOutcome } from '../channel.ts';
import { type Judgement, judgeStatus } from '../receiver-answer.ts';

/**
 * With `?wait=true` the answer is the message. A 429 says in `retry_after` how long to wait, in seconds with a fraction;
 * any answer says in its headers when the next is welcome (https://docs.discord.com/developers/topics/rate-limits).
 */
export function judgeDiscord(judgement: Judgement): SendOutcome {
  const answer = jsonAnswer(judgement);
  if (judgement.answer.status === 429 && isSeconds(answer?.retry_after))
    return askedToWait(judgement, Math.ceil(answer.retry_after * 1000));
  if (!isSuccess(judgement)) return judgeStatus(judgement);
  const notBefore = nextWelcome(judgement);
  return {
    kind: 'sent',
    ...(typeof answer?.id === 'string' ? { messageId: answer.id } : {}),
    ...(notBefore === null ? {} : { notBefore }),
  };
}

function nextWelcome({ answer: { headers }, now }: Judgement): number | null {
  if (headers.get('x-ratelimit-remaining') !== '0') return null;
  const seconds = Number(headers.get('x-ratelimit-reset-after') ?? Number.NaN);
  return isSeconds(seconds) ? now + Math.ceil(seconds * 1000) : null;
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

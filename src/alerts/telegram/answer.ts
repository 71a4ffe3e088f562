import { answeredCode, askedToWait, isObject, isSuccess, jsonAnswer, unclear } from '../answered-code.ts';
import type { SendOutcome } from '../channel.ts';
import { type Judgement, judgeStatus } from '../receiver-answer.ts';

/**
 * Telegram says in `ok` whether it did it, and in `parameters.retry_after`, in seconds, how long it wants a pause
 * (https://core.telegram.org/bots/api#making-requests, …#responseparameters).
 */
export function judgeTelegram(judgement: Judgement): SendOutcome {
  const answer = jsonAnswer(judgement);
  const wait = isObject(answer?.parameters) ? answer.parameters.retry_after : undefined;
  if (answer?.ok === false && typeof wait === 'number') return askedToWait(judgement, wait * 1000);
  if (!isSuccess(judgement)) return judgeStatus(judgement);
  if (answer?.ok === false) return judgeErrorCode(judgement, answer.error_code);
  if (answer?.ok !== true) return unclear(judgement);
  const id = isObject(answer.result) ? answer.result.message_id : undefined;
  return typeof id === 'number' ? { kind: 'sent', messageId: String(id) } : { kind: 'sent' };
}

/** An edit that changes nothing is refused with a 400: it stands there as it should. */
export function judgeEdit(judgement: Judgement): SendOutcome {
  const description = jsonAnswer(judgement)?.description;
  const unchanged = typeof description === 'string' && description.includes('message is not modified');
  return judgement.answer.status === 400 && unchanged ? { kind: 'sent' } : judgeTelegram(judgement);
}

/** `error_code` is the status that a proxy may have turned into a 200. */
function judgeErrorCode(judgement: Judgement, code: unknown): SendOutcome {
  const passes = typeof code !== 'number' || code >= 500 || code === 429;
  return answeredCode(passes ? 'retry' : 'rejected', judgement, String(code));
}

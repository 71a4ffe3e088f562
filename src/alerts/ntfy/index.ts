import { askedToWait, isSuccess, jsonAnswer } from '../answered-code.ts';
import type { Channel, RenderedMessage, SendContext, SendOutcome } from '../channel.ts';
import { messageParts } from '../message-parts.ts';
import { postMessage } from '../post-message.ts';
import { type Judgement, judgeStatus } from '../receiver-answer.ts';
import { NTFY_SERVER, type NtfyChannelConfig } from './config.ts';
import { ntfyBody } from './message.ts';

/** A burst of 60, then one each 5 s (https://docs.ntfy.sh/publish/#limitations). */
const REFILL_MS = 5000;
const HOUR_MS = 60 * 60_000;

/**
 * Publishes alerts to a topic of ntfy. The sequence id makes a repeat take the place of the first message, and an edit
 * as well (https://docs.ntfy.sh/publish/#updating-deleting-notifications, from ntfy 2.16; older servers pass over it).
 */
export function createNtfyChannel(config: NtfyChannelConfig, timeoutMs?: number): Channel {
  const { id, topic, server = NTFY_SERVER, token } = config;

  async function publish(
    sequence: string,
    message: RenderedMessage,
    context: SendContext,
  ): Promise<SendOutcome> {
    const fields = JSON.parse(message.body) as object;
    const post = {
      url: server,
      headers: {
        'content-type': message.contentType,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      // The topic is not stored with the message: it is all that protects one that anybody may read.
      body: JSON.stringify({ topic, sequence_id: sequence, ...fields }),
      allowPrivateNetwork: config.allow_private_network ?? false,
      timeoutMs,
      secrets: token === undefined ? [topic] : [topic, token],
      judge: judgeNtfy,
    };
    const outcome = await postMessage(post, context);
    return outcome.kind === 'sent' ? { ...outcome, messageId: sequence } : outcome;
  }

  return {
    id,
    kind: 'ntfy',
    pace: [{ messages: 60, ms: 60 * REFILL_MS }],
    render: (content, reader) => ({
      contentType: 'application/json',
      body: ntfyBody(messageParts(content, reader)),
    }),
    send: (message, context) => publish(sequenceOf(context.idempotencyKey), message, context),
    edit: publish,
  };
}

/** At most 64 letters, digits, hyphens and underscores. */
function sequenceOf(key: string): string {
  return key.replaceAll(/[^-_A-Za-z0-9]/g, '-').slice(0, 64);
}

/** ntfy says 429 without a time: 42908 is the quota of a day, others pass sooner (https://docs.ntfy.sh/publish/#limitations). */
function judgeNtfy(judgement: Judgement): SendOutcome {
  if (isSuccess(judgement)) return { kind: 'sent' };
  const code = jsonAnswer(judgement)?.code;
  const timed = judgement.answer.headers.has('retry-after');
  if (judgement.answer.status !== 429 || typeof code !== 'number' || timed) return judgeStatus(judgement);
  return askedToWait(judgement, code === 42908 ? HOUR_MS : 2 * REFILL_MS);
}

import { askedToWait, isSuccess, jsonAnswer, unclear } from '../answered-code.ts';
import type { Channel, SendContext, SendOutcome } from '../channel.ts';
import { messageParts } from '../message-parts.ts';
import { postMessage } from '../post-message.ts';
import { type Judgement, judgeStatus } from '../receiver-answer.ts';
import { addressBelow } from '../service-address.ts';
import type { MatrixChannelConfig } from './config.ts';
import { type MatrixMessage, matrixBody } from './message.ts';

/**
 * Posts alerts to a room of Matrix, and edits them. The transaction id is the delivery's key, so that a homeserver takes
 * a repeat for what it is (https://spec.matrix.org/latest/client-server-api/#transaction-identifiers).
 */
export function createMatrixChannel(config: MatrixChannelConfig, timeoutMs?: number): Channel {
  const { id, server, token, room } = config;

  function put(body: string, context: SendContext): Promise<SendOutcome> {
    const path = ['_matrix', 'client', 'v3', 'rooms', room, 'send', 'm.room.message', context.idempotencyKey];
    const post = {
      method: 'PUT' as const,
      url: addressBelow(server, ...path),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      allowPrivateNetwork: config.allow_private_network ?? false,
      timeoutMs,
      secrets: [token],
      judge: judgeMatrix,
    };
    return postMessage(post, context);
  }

  return {
    id,
    kind: 'matrix',
    render: (content, reader) => ({
      contentType: 'application/json',
      body: matrixBody(messageParts(content, reader)),
    }),
    send: (message, context) => put(message.body, context),
    edit: async (messageId, message, context) => {
      const outcome = await put(replacement(messageId, JSON.parse(message.body) as MatrixMessage), context);
      // Later edits replace the first event, not the edit of it.
      return outcome.kind === 'sent' ? { ...outcome, messageId } : outcome;
    },
  };
}

/** https://spec.matrix.org/latest/client-server-api/#event-replacements */
function replacement(eventId: string, content: MatrixMessage): string {
  return JSON.stringify({
    ...content,
    body: `* ${content.body}`,
    formatted_body: `* ${content.formatted_body}`,
    'm.new_content': content,
    'm.relates_to': { rel_type: 'm.replace', event_id: eventId },
  });
}

/** A homeserver may say in the body how long it wants a pause (https://spec.matrix.org/latest/client-server-api/#rate-limiting). */
function judgeMatrix(judgement: Judgement): SendOutcome {
  const answer = jsonAnswer(judgement);
  const wait = answer?.retry_after_ms;
  if (judgement.answer.status === 429 && typeof wait === 'number') return askedToWait(judgement, wait);
  if (!isSuccess(judgement)) return judgeStatus(judgement);
  if (typeof answer?.event_id !== 'string') return unclear(judgement);
  return { kind: 'sent', messageId: answer.event_id };
}

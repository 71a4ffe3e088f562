import type { Channel, RenderedMessage, SendContext, SendOutcome } from '../channel.ts';
import { messageParts } from '../message-parts.ts';
import { postMessage } from '../post-message.ts';
import type { Judgement } from '../receiver-answer.ts';
import { addressBelow } from '../service-address.ts';
import { judgeEdit, judgeTelegram } from './answer.ts';
import { TELEGRAM_API, type TelegramChannelConfig } from './config.ts';
import { telegramMessage } from './message.ts';

/** The answer repeats the message. */
const ANSWER_BYTES = 128 * 1024;

/**
 * Posts alerts to a chat of Telegram as a bot, and edits them. The API has no key by which a repeat is recognised: after
 * a kill at the wrong moment an alert may stand there twice.
 */
export function createTelegramChannel(config: TelegramChannelConfig, timeoutMs?: number): Channel {
  const { id, token, chat, thread, api = TELEGRAM_API } = config;

  function call(
    method: string,
    parameters: Readonly<Record<string, unknown>>,
    judge: (judgement: Judgement) => SendOutcome,
    context: SendContext,
  ): Promise<SendOutcome> {
    const post = {
      // The token stands in the path (https://core.telegram.org/bots/api#making-requests).
      url: addressBelow(api, `bot${token}`, method),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: chat, ...parameters }),
      allowPrivateNetwork: config.allow_private_network ?? false,
      timeoutMs,
      secrets: [token],
      answerBytes: ANSWER_BYTES,
      judge,
    };
    return postMessage(post, context);
  }

  return {
    id,
    kind: 'telegram',
    // https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
    pace: [
      { messages: 1, ms: 1000 },
      { messages: 20, ms: 60_000 },
    ],
    render: (content, reader) => ({
      contentType: 'application/json',
      body: JSON.stringify(telegramMessage(messageParts(content, reader))),
    }),
    send: (message, context) => {
      const where = thread === undefined ? {} : { message_thread_id: thread };
      return call('sendMessage', { ...where, ...fieldsOf(message) }, judgeTelegram, context);
    },
    edit: (messageId, message, context) =>
      call('editMessageText', { message_id: Number(messageId), ...fieldsOf(message) }, judgeEdit, context),
  };
}

function fieldsOf({ body }: RenderedMessage): object {
  return JSON.parse(body) as object;
}

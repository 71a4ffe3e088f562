import type { Channel, RenderedMessage, SendContext, SendOutcome } from '../channel.ts';
import { messageParts } from '../message-parts.ts';
import { postMessage } from '../post-message.ts';
import { judgeDiscord } from './answer.ts';
import type { DiscordChannelConfig } from './config.ts';
import { discordMessage } from './message.ts';

/** The answer repeats the message. */
const ANSWER_BYTES = 128 * 1024;

/**
 * Posts alerts through a webhook of Discord, and edits them. Webhooks have no key by which a repeat is recognised: after
 * a kill at the wrong moment an alert may stand there twice.
 * https://docs.discord.com/developers/resources/webhook#execute-webhook
 */
export function createDiscordChannel(config: DiscordChannelConfig, timeoutMs?: number): Channel {
  function request(
    method: 'POST' | 'PATCH',
    url: string,
    message: RenderedMessage,
    context: SendContext,
  ): Promise<SendOutcome> {
    const post = {
      method,
      url,
      headers: { 'content-type': message.contentType },
      body: message.body,
      allowPrivateNetwork: config.allow_private_network ?? false,
      timeoutMs,
      answerBytes: ANSWER_BYTES,
      judge: judgeDiscord,
    };
    return postMessage(post, context);
  }

  return {
    id: config.id,
    kind: 'discord',
    render: (content, reader) => ({
      contentType: 'application/json',
      body: JSON.stringify(discordMessage(messageParts(content, reader))),
    }),
    send: (message, context) => request('POST', withWait(config.url), message, context),
    edit: (messageId, message, context) =>
      request('PATCH', addressOfMessage(config.url, messageId), message, context),
  };
}

/** Only then does Discord answer with the message, and say when it could not be posted. */
function withWait(address: string): string {
  const url = new URL(address);
  url.searchParams.set('wait', 'true');
  return url.href;
}

/** https://docs.discord.com/developers/resources/webhook#edit-webhook-message; the thread stays in the query. */
function addressOfMessage(address: string, messageId: string): string {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/messages/${encodeURIComponent(messageId)}`;
  return url.href;
}

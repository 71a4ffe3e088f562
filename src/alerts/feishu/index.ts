import { createHmac } from 'node:crypto';
import type { Channel } from '../channel.ts';
import { messageParts } from '../message-parts.ts';
import { postMessage } from '../post-message.ts';
import { judgeFeishu } from './answer.ts';
import type { FeishuChannelConfig } from './config.ts';
import { feishuBody } from './message.ts';

/** Posts alerts through a custom bot of Feishu or Lark. Time and signature are the attempt's own, the message is not. */
export function createFeishuChannel(config: FeishuChannelConfig, timeoutMs?: number): Channel {
  const { id, url, secret } = config;
  return {
    id,
    kind: 'feishu',
    // https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
    pace: [
      { messages: 5, ms: 1000 },
      { messages: 100, ms: 60_000 },
    ],
    render: (content, reader) => ({
      contentType: 'application/json',
      body: feishuBody(messageParts(content, reader)),
    }),
    send: (message, context) => {
      const post = {
        url,
        headers: { 'content-type': message.contentType },
        body: secret === undefined ? message.body : signed(message.body, secret, context.sentAt),
        allowPrivateNetwork: config.allow_private_network ?? false,
        timeoutMs,
        judge: judgeFeishu,
      };
      return postMessage(post, context);
    },
  };
}

/** The key is time and secret, and what is signed is empty: so the document says, under "signature verification". */
export function feishuSignature(seconds: string, secret: string): string {
  return createHmac('sha256', `${seconds}\n${secret}`).digest('base64');
}

function signed(body: string, secret: string, sentAt: number): string {
  const timestamp = String(Math.floor(sentAt / 1000));
  const sign = feishuSignature(timestamp, secret);
  return JSON.stringify({ timestamp, sign, ...(JSON.parse(body) as object) });
}

import { createHmac } from 'node:crypto';
import type { Channel } from '../channel.ts';
import { messageParts } from '../message-parts.ts';
import { postMessage } from '../post-message.ts';
import { judgeDingtalk } from './answer.ts';
import type { DingtalkChannelConfig } from './config.ts';
import { dingtalkBody } from './message.ts';

/** Posts alerts through a custom robot of DingTalk, signed where there is a secret. */
export function createDingtalkChannel(config: DingtalkChannelConfig, timeoutMs?: number): Channel {
  const { id, url, secret } = config;
  return {
    id,
    kind: 'dingtalk',
    // https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
    pace: [{ messages: 20, ms: 60_000 }],
    render: (content, reader) => ({
      contentType: 'application/json',
      body: dingtalkBody(messageParts(content, reader)),
    }),
    send: (message, context) => {
      const post = {
        url: secret === undefined ? url : signedAddress(url, secret, context.sentAt),
        headers: { 'content-type': message.contentType },
        body: message.body,
        allowPrivateNetwork: config.allow_private_network ?? false,
        timeoutMs,
        judge: judgeDingtalk,
      };
      return postMessage(post, context);
    },
  };
}

/** Time, in milliseconds, and signature are the attempt's own (https://open.dingtalk.com/document/robots/customize-robot-security-settings). */
export function signedAddress(address: string, secret: string, sentAt: number): string {
  const url = new URL(address);
  const sign = createHmac('sha256', secret).update(`${sentAt}\n${secret}`).digest('base64');
  url.searchParams.set('timestamp', String(sentAt));
  url.searchParams.set('sign', sign);
  return url.href;
}

import { judgeByCode } from '../answered-code.ts';
import type { Channel } from '../channel.ts';
import { messageParts } from '../message-parts.ts';
import { postMessage } from '../post-message.ts';
import type { WecomChannelConfig } from './config.ts';
import { wecomBody } from './message.ts';

/** 20 messages a minute (https://developer.work.weixin.qq.com/document/path/91770). */
const PACE = { messages: 20, ms: 60_000 };

/** A robot answers 200 and `errcode` (https://developer.work.weixin.qq.com/document/path/90313). */
const judgeWecom = judgeByCode({
  fields: ['errcode'],
  wait: { 45009: PACE.ms, 45033: PACE.ms },
  final: {
    40008: 'the message is of a type that the robot does not know',
    40058: 'the message is not valid',
    44004: 'the message is empty',
    45002: 'it is too long',
    93000: 'the key in the address is not valid, or the robot was taken out of the group',
    93004: 'the robot is disabled',
    93008: 'the robot is not in the group',
  },
});

/** Posts alerts through a group robot of WeCom. */
export function createWecomChannel(config: WecomChannelConfig, timeoutMs?: number): Channel {
  return {
    id: config.id,
    kind: 'wecom',
    pace: [PACE],
    render: (content, reader) => ({
      contentType: 'application/json',
      body: wecomBody(messageParts(content, reader)),
    }),
    send: (message, context) => {
      const post = {
        url: config.url,
        headers: { 'content-type': message.contentType },
        body: message.body,
        allowPrivateNetwork: config.allow_private_network ?? false,
        timeoutMs,
        judge: judgeWecom,
      };
      return postMessage(post, context);
    },
  };
}

import { expect } from 'vitest';
import { createDingtalkChannel } from '../../src/alerts/dingtalk/index.ts';
import { createDiscordChannel } from '../../src/alerts/discord/index.ts';
import { createFeishuChannel } from '../../src/alerts/feishu/index.ts';
import { createMatrixChannel } from '../../src/alerts/matrix/index.ts';
import { createNtfyChannel } from '../../src/alerts/ntfy/index.ts';
import { createSlackChannel } from '../../src/alerts/slack/index.ts';
import { createTeamsChannel } from '../../src/alerts/teams/index.ts';
import { createTelegramChannel } from '../../src/alerts/telegram/index.ts';
import { createWecomChannel } from '../../src/alerts/wecom/index.ts';
import { type AnswerCase, type HttpChannelHarness, SECRET_TOKEN } from './channel-conformance.ts';
import { type Reply, status } from './receiver.ts';

/** What each chat service answers, in its own form. */

const open = { id: 'team', allow_private_network: true } as const;
const origin = (address: string) => new URL(address).origin;
const json = (value: unknown, code = 200, headers = {}): Reply =>
  status(code, { 'content-type': 'application/json', ...headers }, JSON.stringify(value));
const says = (
  answer: string,
  value: unknown,
  outcome: AnswerCase['outcome'],
  code: string,
  retryIn?: number,
): AnswerCase => ({
  answer: `200, ${answer}`,
  reply: json(value),
  outcome,
  code,
  ...(retryIn === undefined ? {} : { retryIn }),
});
const proxy: AnswerCase = {
  answer: '200 of a login page',
  reply: status(200, { 'content-type': 'text/html' }, '<html><title>Sign in</title></html>'),
  outcome: 'retry',
  code: 'unclear-answer',
};

const slackWebhook: HttpChannelHarness = {
  kind: 'slack webhook',
  create: (url, timeoutMs) => createSlackChannel({ ...open, kind: 'slack', url }, timeoutMs),
  accepts: status(200, { 'content-type': 'text/html' }, 'ok'),
  ownAnswers: [
    proxy,
    {
      answer: 'a word',
      reply: status(200, {}, 'invalid_payload'),
      outcome: 'rejected',
      code: 'code-invalid_payload',
    },
    { answer: 'no_service', reply: status(404, {}, 'no_service'), outcome: 'rejected', code: 'http-404' },
    { answer: 'rollup_error', reply: status(500, {}, 'rollup_error'), outcome: 'retry', code: 'http-500' },
    says('ok false', { ok: false, error: 'invalid_blocks' }, 'rejected', 'code-invalid_blocks'),
  ],
};

const slackBot: HttpChannelHarness = {
  kind: 'slack bot',
  create: (address, timeoutMs) =>
    createSlackChannel(
      {
        ...open,
        kind: 'slack',
        token: `xoxb-${SECRET_TOKEN}`,
        channel: '#models',
        api: `${origin(address)}/api`,
      },
      timeoutMs,
    ),
  accepts: json({ ok: true, channel: 'C0123', ts: '1753693332.000100', message: { text: 'x'.repeat(9000) } }),
  messageId: 'C0123/1753693332.000100',
  expectEdit: ({ path, method, body, headers }) => {
    expect({ path, method }).toEqual({ path: '/api/chat.update', method: 'POST' });
    expect(headers.authorization).toBe(`Bearer xoxb-${SECRET_TOKEN}`);
    expect(JSON.parse(body)).toMatchObject({ channel: 'C0123', ts: '1753693332.000100' });
  },
  ownAnswers: [
    proxy,
    says('invalid_auth', { ok: false, error: 'invalid_auth' }, 'rejected', 'code-invalid_auth'),
    says('internal_error', { ok: false, error: 'internal_error' }, 'retry', 'code-internal_error'),
    says('ratelimited', { ok: false, error: 'ratelimited' }, 'wait', 'rate-limited', 60_000),
    {
      answer: 'ratelimited with a time',
      reply: json({ ok: false, error: 'ratelimited' }, 200, { 'retry-after': '7' }),
      outcome: 'wait',
      code: 'rate-limited',
      retryIn: 7000,
    },
  ],
};

const discord: HttpChannelHarness = {
  kind: 'discord',
  create: (url, timeoutMs) => createDiscordChannel({ ...open, kind: 'discord', url }, timeoutMs),
  accepts: json({ type: 0, content: 'x'.repeat(9000), id: '1399000000000000001' }),
  messageId: '1399000000000000001',
  expectEdit: ({ path, method }) => {
    expect(method).toBe('PATCH');
    expect(path).toBe('/hooks/T0kenT0kenT0kenT0ken/messages/1399000000000000001?key=query-secret');
  },
  ownAnswers: [
    {
      answer: '429 in seconds and a fraction',
      reply: json({ message: 'You are being rate limited.', retry_after: 5.345, global: false }, 429),
      outcome: 'wait',
      code: 'rate-limited',
      retryIn: 5345,
    },
    { answer: 'unknown webhook', reply: json({ code: 10015 }, 404), outcome: 'rejected', code: 'http-404' },
  ],
};

const telegram: HttpChannelHarness = {
  kind: 'telegram',
  create: (address, timeoutMs) =>
    createTelegramChannel(
      { ...open, kind: 'telegram', token: `123456:${SECRET_TOKEN}`, chat: -100123, api: origin(address) },
      timeoutMs,
    ),
  accepts: json({ ok: true, result: { message_id: 42, text: 'x'.repeat(9000) } }),
  messageId: '42',
  expectEdit: ({ path, body }) => {
    expect(path).toBe(`/bot123456:${SECRET_TOKEN}/editMessageText`);
    expect(JSON.parse(body)).toMatchObject({ chat_id: -100123, message_id: 42, parse_mode: 'HTML' });
  },
  ownAnswers: [
    proxy,
    {
      answer: '429 in parameters',
      reply: json({ ok: false, error_code: 429, parameters: { retry_after: 35 } }, 429),
      outcome: 'wait',
      code: 'rate-limited',
      retryIn: 35_000,
    },
    {
      answer: 'chat not found',
      reply: json({ ok: false, error_code: 400, description: 'Bad Request: chat not found' }, 400),
      outcome: 'rejected',
      code: 'http-400',
    },
    says('ok false', { ok: false, error_code: 403, description: 'bot was kicked' }, 'rejected', 'code-403'),
    says('ok false, passing', { ok: false, error_code: 502 }, 'retry', 'code-502'),
  ],
};

const feishu: HttpChannelHarness = {
  kind: 'feishu',
  create: (url, timeoutMs) =>
    createFeishuChannel({ ...open, kind: 'feishu', url, secret: SECRET_TOKEN }, timeoutMs),
  accepts: json({ StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' }),
  ownAnswers: [
    proxy,
    says('too many', { code: 9499, msg: 'too many request' }, 'wait', 'rate-limited', 60_000),
    says('too often', { code: 11232, msg: 'frequency limited psm' }, 'wait', 'rate-limited', 60_000),
    says(
      'sign',
      { code: 19021, msg: 'sign match fail or timestamp is not within one hour' },
      'rejected',
      'code-19021',
    ),
    says('what nobody knows', { code: 12345, msg: 'internal' }, 'retry', 'code-12345'),
  ],
};

const dingtalk: HttpChannelHarness = {
  kind: 'dingtalk',
  create: (url, timeoutMs) =>
    createDingtalkChannel({ ...open, kind: 'dingtalk', url, secret: `SEC${SECRET_TOKEN}` }, timeoutMs),
  accepts: json({ errcode: 0, errmsg: 'ok' }),
  ownAnswers: [
    proxy,
    says('too fast', { errcode: 130101, errmsg: 'send too fast' }, 'wait', 'rate-limited', 600_000),
    says('limited', { errcode: 410100, errmsg: 'limited' }, 'wait', 'rate-limited', 600_000),
    says('sign', { errcode: 310000, errmsg: 'sign not match' }, 'rejected', 'code-310000'),
    says('busy', { errcode: -1, errmsg: 'system busy' }, 'retry', 'code--1'),
  ],
};

const wecom: HttpChannelHarness = {
  kind: 'wecom',
  create: (url, timeoutMs) => createWecomChannel({ ...open, kind: 'wecom', url }, timeoutMs),
  accepts: json({ errcode: 0, errmsg: 'ok' }),
  ownAnswers: [
    proxy,
    says('too often', { errcode: 45009, errmsg: 'api freq out of limit' }, 'wait', 'rate-limited', 60_000),
    says('key', { errcode: 93000, errmsg: 'invalid webhook url' }, 'rejected', 'code-93000'),
    says('busy', { errcode: -1, errmsg: 'system busy' }, 'retry', 'code--1'),
  ],
};

const undelivered = (code: number) =>
  `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${code} with ContextId x.`;

const teams: HttpChannelHarness = {
  kind: 'teams',
  create: (url, timeoutMs) => createTeamsChannel({ ...open, kind: 'teams', url }, timeoutMs),
  accepts: status(202),
  ownAnswers: [
    {
      answer: '200, undelivered 429',
      reply: status(200, {}, undelivered(429)),
      outcome: 'retry',
      code: 'code-429',
    },
    {
      answer: '200, undelivered 413',
      reply: status(200, {}, undelivered(413)),
      outcome: 'rejected',
      code: 'code-413',
    },
  ],
};

const ntfy: HttpChannelHarness = {
  kind: 'ntfy',
  create: (address, timeoutMs) =>
    createNtfyChannel(
      { ...open, kind: 'ntfy', server: origin(address), topic: SECRET_TOKEN, token: `tk_${SECRET_TOKEN}` },
      timeoutMs,
    ),
  accepts: json({ id: 'sPs71M8A2T', event: 'message' }),
  messageId: 'msg_1',
  idempotencyKeyOf: ({ body }) => (JSON.parse(body) as { sequence_id?: string }).sequence_id,
  expectEdit: ({ body }) =>
    expect(JSON.parse(body)).toMatchObject({ topic: SECRET_TOKEN, sequence_id: 'msg_1' }),
  ownAnswers: [
    {
      answer: '429, requests',
      reply: json({ code: 42901, http: 429, error: 'limit reached' }, 429),
      outcome: 'wait',
      code: 'rate-limited',
      retryIn: 10_000,
    },
    {
      answer: '429, quota of the day',
      reply: json({ code: 42908, http: 429, error: 'limit reached' }, 429),
      outcome: 'wait',
      code: 'rate-limited',
      retryIn: 3_600_000,
    },
  ],
};

const matrix: HttpChannelHarness = {
  kind: 'matrix',
  create: (address, timeoutMs) =>
    createMatrixChannel(
      {
        ...open,
        kind: 'matrix',
        server: origin(address),
        token: `syt_${SECRET_TOKEN}`,
        room: '!abc:example.org',
      },
      timeoutMs,
    ),
  accepts: json({ event_id: '$event' }),
  messageId: '$event',
  idempotencyKeyOf: ({ path }) => path.split('/').at(-1),
  expectEdit: ({ method, path, body }) => {
    expect(method).toBe('PUT');
    expect(path).toBe('/_matrix/client/v3/rooms/!abc:example.org/send/m.room.message/msg_1');
    expect(JSON.parse(body)).toMatchObject({
      'm.relates_to': { rel_type: 'm.replace', event_id: '$event' },
      'm.new_content': { msgtype: 'm.text', 'm.mentions': {} },
      'm.mentions': {},
    });
  },
  ownAnswers: [
    proxy,
    {
      answer: '429 in milliseconds',
      reply: json({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 2500 }, 429),
      outcome: 'wait',
      code: 'rate-limited',
      retryIn: 2500,
    },
    {
      answer: 'forbidden',
      reply: json({ errcode: 'M_FORBIDDEN' }, 403),
      outcome: 'rejected',
      code: 'http-403',
    },
  ],
};

export const chatHarnesses: readonly HttpChannelHarness[] = [
  slackWebhook,
  slackBot,
  discord,
  telegram,
  feishu,
  dingtalk,
  wecom,
  teams,
  ntfy,
  matrix,
];

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel, SendContext, SendOutcome } from '../../src/alerts/channel.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import type { HttpClient } from '../../src/http/http-client.ts';
import { createHttpClient } from '../../src/http/undici-client.ts';
import { hostileContent, unsafeCharacters } from './hostile-content.ts';
import {
  closeConnection,
  endless,
  hang,
  type ReceivedRequest,
  type Receiver,
  type Reply,
  startReceiver,
  status,
} from './receiver.ts';
import { extension, newRelease, samples } from './sample-contents.ts';

/** What every channel must do. A new channel adds a harness in channels.test.ts, and here nothing. */

export const NOW = Date.parse('2025-07-28T09:02:12.000Z');
const SHORT_TIMEOUT_MS = 300;
const SECRET_PATH = '/hooks/T0kenT0kenT0kenT0ken?key=query-secret';
/** For services that are given a token instead of an address that holds one. */
export const SECRET_TOKEN = 'T0kenT0kenT0kenT0ken';

/** One thing that a receiver may answer, and what has to come of it. */
export interface AnswerCase {
  readonly answer: string;
  readonly reply: Reply;
  readonly outcome: SendOutcome['kind'];
  readonly code?: string;
  /** Milliseconds from now; absent where the outcome must name no time. */
  readonly retryIn?: number;
}

export interface HttpChannelHarness {
  readonly kind: string;
  /** A channel that sends to `address`, a local receiver. */
  create(address: string, timeoutMs?: number): Channel;
  /** How the service says that it took the message. */
  readonly accepts: Reply;
  /** The service's own forms of "wait" and of "no", beside what HTTP says. */
  readonly ownAnswers?: readonly AnswerCase[];
  /** The service's name for the message that `accepts` tells of. */
  readonly messageId?: string;
  /** Where the service can edit: that a request is an edit of that message. */
  readonly expectEdit?: (request: ReceivedRequest) => void;
  /** Where the service can tell a repeat from a new message: what it tells them by. */
  readonly idempotencyKeyOf?: (request: ReceivedRequest) => string | undefined;
}

const inTwoMinutes = () => new Date(Date.now() + 120_000).toUTCString();

/** One table for all: https://www.rfc-editor.org/rfc/rfc9110 says what these mean, whoever the receiver is. */
const ANSWERS: readonly AnswerCase[] = [
  { answer: '301', reply: status(301, { location: '/elsewhere' }), outcome: 'rejected', code: 'redirect' },
  { answer: '307', reply: status(307, { location: '/elsewhere' }), outcome: 'rejected', code: 'redirect' },
  { answer: '400', reply: status(400, {}, 'no such field'), outcome: 'rejected', code: 'http-400' },
  { answer: '401', reply: status(401), outcome: 'rejected', code: 'http-401' },
  { answer: '404', reply: status(404), outcome: 'rejected', code: 'http-404' },
  { answer: '410', reply: status(410), outcome: 'rejected', code: 'gone' },
  { answer: '413', reply: status(413), outcome: 'rejected', code: 'http-413' },
  { answer: '408', reply: status(408), outcome: 'retry', code: 'http-408' },
  { answer: '425', reply: status(425), outcome: 'retry', code: 'http-425' },
  { answer: '429 without a time', reply: status(429), outcome: 'retry', code: 'http-429' },
  {
    answer: '429, seconds',
    reply: status(429, { 'retry-after': '90' }),
    outcome: 'wait',
    code: 'rate-limited',
    retryIn: 90_000,
  },
  {
    answer: '429, date',
    reply: (response) => void response.writeHead(429, { 'retry-after': inTwoMinutes() }).end(),
    outcome: 'wait',
    code: 'rate-limited',
    retryIn: 120_000,
  },
  { answer: '429, at once', reply: status(429, { 'retry-after': '0' }), outcome: 'wait', retryIn: 1000 },
  {
    answer: '429, ten years',
    reply: status(429, { 'retry-after': '315360000' }),
    outcome: 'wait',
    retryIn: 86_400_000,
  },
  { answer: '429, nonsense', reply: status(429, { 'retry-after': 'soon' }), outcome: 'retry' },
  { answer: '500', reply: status(500, {}, '<html><title>Oops</title>'), outcome: 'retry', code: 'http-500' },
  { answer: '502', reply: status(502), outcome: 'retry', code: 'http-502' },
  {
    answer: '503, seconds',
    reply: status(503, { 'retry-after': '60' }),
    outcome: 'retry',
    code: 'http-503',
    retryIn: 60_000,
  },
  { answer: '504', reply: status(504), outcome: 'retry', code: 'http-504' },
  { answer: 'nothing', reply: hang, outcome: 'retry', code: 'timeout' },
  { answer: 'a closed connection', reply: closeConnection, outcome: 'retry', code: 'network' },
];

/** What any channel has to do, however it sends. */
export function describeRendering(kind: string, create: () => Channel): void {
  describe(`${kind} renders`, () => {
    for (const [name, content] of Object.entries({ ...samples, hostile: hostileContent })) {
      it(`${name}: the same message each time, with nothing in it that acts`, () => {
        const message = create().render(content);
        expect(create().render(structuredClone(content))).toEqual(message);
        expect(message.body).not.toMatch(unsafeCharacters);
        expect(Buffer.byteLength(message.body)).toBeLessThan(20_000);
      });
    }

    it('and says what it is about', () => {
      expect(create().render(newRelease).body).toContain('Zhipu AI released GLM-4.5');
    });
  });
}

export function describeHttpChannel(harness: HttpChannelHarness): void {
  describe(`${harness.kind} sends over HTTP`, () => {
    let receiver: Receiver;
    let http: HttpClient;
    beforeAll(() => {
      http = createTestClient();
    });
    afterAll(() => http.close());
    beforeEach(async () => {
      receiver = await startReceiver();
      receiver.replyWith(harness.accepts);
      return () => receiver.close();
    });

    const accepted = { kind: 'sent', ...(harness.messageId && { messageId: harness.messageId }) };
    const answers = [...ANSWERS, ...(harness.ownAnswers ?? [])];

    interface Sending {
      readonly timeoutMs?: number;
      readonly signal?: AbortSignal;
      readonly content?: AlertContent;
    }

    async function send({ timeoutMs, signal, content = newRelease }: Sending = {}): Promise<SendOutcome> {
      const channel = harness.create(receiver.origin + SECRET_PATH, timeoutMs);
      return channel.send(channel.render(content), contextOf(http, signal));
    }

    async function edit({ timeoutMs, signal, content = extension }: Sending = {}): Promise<SendOutcome> {
      const channel = harness.create(receiver.origin + SECRET_PATH, timeoutMs);
      if (channel.edit === undefined || harness.messageId === undefined)
        throw new Error('the channel cannot edit');
      return channel.edit(harness.messageId, channel.render(content), contextOf(http, signal));
    }

    it('and is believed when the receiver accepts', async () => {
      expect(await send()).toEqual(accepted);
      expect(receiver.requests).toHaveLength(1);
    });

    it.each(answers)('$answer → $outcome $code', async (expected) => {
      receiver.replyWith(expected.reply);
      const outcome = await send(expected.reply === hang ? { timeoutMs: SHORT_TIMEOUT_MS } : {});
      expectOutcome(outcome, expected);
      expect(receiver.requests).toHaveLength(1);
    });

    it('and edits if, and only if, it says so', () => {
      const channel = harness.create(receiver.origin);
      expect(channel.edit !== undefined).toBe(harness.expectEdit !== undefined);
    });

    if (harness.expectEdit !== undefined) {
      it('and edits what it sent', async () => {
        const sent = await send();
        expect(await edit()).toEqual(sent);
        const request = receiver.requests[1];
        if (request === undefined) throw new Error('no second request arrived');
        harness.expectEdit?.(request);
        expect(request.body).toContain('Zhipu AI added GLM-4.5-Air to GLM-4.5');
      });

      it.each(answers)('and edits: $answer → $outcome $code', async (expected) => {
        receiver.replyWith(expected.reply);
        const outcome = await edit(expected.reply === hang ? { timeoutMs: SHORT_TIMEOUT_MS } : {});
        expectOutcome(outcome, expected);
      });
    }

    it('and sends whatever strangers write, within the size that all services take', async () => {
      expect(await send({ content: hostileContent })).toEqual(accepted);
      expect(Buffer.byteLength(receiver.requests[0]?.body ?? '')).toBeLessThan(20_480);
    });

    it('and survives an answer without end', async () => {
      const pieces = { count: 0 };
      receiver.replyWith(endless(500, pieces));
      expect((await send()).kind).toBe('retry');
      // What the kernel and the streams hold between us, at most; not what the receiver had to say.
      expect(pieces.count).toBeLessThan(200);
    });

    it('and never shows the address, nor what acts, in a message', async () => {
      const path = (request: { url?: string | undefined }) => request.url ?? '';
      const repeated = (request: { headers: { authorization?: string | undefined } }) =>
        `${request.headers.authorization} ${receiver.requests.at(-1)?.body.slice(0, 100)}`;
      receiver.replyWith((response, request) => {
        response
          .writeHead(400)
          .end(
            `Cannot POST ${path(request)} ${repeated(request)} \u001b[31m\u202ered\n${'x'.repeat(100_000)}`,
          );
      });
      const outcome = await send();
      if (outcome.kind === 'sent') throw new Error('a 400 was taken for a success');
      expect(outcome.message).not.toMatch(/T0ken|query-secret/);
      expect(outcome.message).not.toMatch(unsafeCharacters);
      expect(outcome.message.length).toBeLessThan(500);
    });

    it('and uses its connections again', async () => {
      receiver.replyWith(harness.accepts);
      for (let index = 0; index < 4; index++) await send();
      receiver.replyWith(status(500, {}, 'oops'));
      for (let index = 0; index < 4; index++) await send();
      // Two: the next request may begin before the previous connection is put back.
      expect(receiver.connections()).toBeLessThanOrEqual(2);
    });

    it('and spends no attempt when it is stopped', async () => {
      receiver.replyWith(hang);
      const stop = new AbortController();
      const sending = send({ signal: stop.signal });
      setTimeout(() => stop.abort(), 50);
      expect(await sending).toMatchObject({ kind: 'wait', code: 'interrupted', retryAt: NOW });
    });

    it('and repeats itself byte for byte', async () => {
      const channel = harness.create(receiver.origin + SECRET_PATH);
      const message = channel.render(newRelease);
      receiver.replyWith(status(503));
      await channel.send(message, contextOf(http));
      receiver.replyWith(harness.accepts);
      await channel.send(message, { ...contextOf(http), clock: { now: () => NOW + 5000 } });

      const [first, second] = receiver.requests;
      if (first === undefined || second === undefined) throw new Error('two requests were expected');
      expect(second.body).toBe(first.body);
      if (harness.idempotencyKeyOf === undefined) return;
      expect(harness.idempotencyKeyOf(first)).toBe('msg_1');
      expect(harness.idempotencyKeyOf(second)).toBe('msg_1');
    });
  });
}

export function createTestClient(allowPrivateNetwork = true): HttpClient {
  const clock = { now: () => NOW };
  return createHttpClient({ userAgent: 'modelwatch/test', allowPrivateNetwork, limiter: noLimiter, clock });
}

/** Channels have no quotas of their own yet: whoever asks has made a mistake. */
const noLimiter = { take: noQuota, reserve: noQuota, observe: noQuota, park: noQuota };

async function noQuota(): Promise<never> {
  throw new Error('a channel asked for a quota');
}

export function contextOf(http: HttpClient, signal = new AbortController().signal): SendContext {
  return { http, clock: { now: () => NOW }, signal, sentAt: NOW, idempotencyKey: 'msg_1' };
}

function expectOutcome(outcome: SendOutcome, expected: AnswerCase): void {
  expect(outcome).toMatchObject({ kind: expected.outcome });
  if (expected.code !== undefined) expect(outcome).toMatchObject({ code: expected.code });
  const retryAt = 'retryAt' in outcome ? outcome.retryAt : undefined;
  if (expected.retryIn === undefined) expect(retryAt).toBeUndefined();
  // HTTP dates are whole seconds.
  else expect(Math.abs((retryAt ?? 0) - NOW - expected.retryIn)).toBeLessThanOrEqual(1500);
}

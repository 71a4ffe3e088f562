import { Webhook } from 'standardwebhooks';
import { afterEach, expect, it } from 'vitest';
import {
  startWebhookReceiver,
  type WebhookReceiver,
  type WebhookReceiverOptions,
} from '../../src/demo/webhook-receiver.ts';
import { ask } from './hub-client.ts';

const secret = `whsec_${Buffer.from('a secret for tests alone').toString('base64')}`;

let receiver: WebhookReceiver;
afterEach(() => receiver.close());

async function start(options: WebhookReceiverOptions = {}): Promise<void> {
  receiver = await startWebhookReceiver({ secret, ...options });
}

function post(id: string, body: string, options: { at?: Date; key?: string } = {}) {
  const at = options.at ?? new Date();
  return ask(receiver.url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': `v1,AAAA ${new Webhook(options.key ?? secret).sign(id, at, body)}`,
    },
  });
}

it('accepts what is signed, keeps it byte for byte, and tells first from repeat', async () => {
  const seen: string[] = [];
  await start({ onArrival: ({ id }) => void seen.push(id ?? '') });
  const body = '{"type":"release.new","名":"智谱 \u{1f680}"}';
  expect((await post('msg_1', body)).status).toBe(200);
  expect((await post('msg_1', body)).status).toBe(200);
  expect((await post('msg_2', '{}')).status).toBe(200);
  expect(receiver.arrivals.map(({ repeat, verified }) => [repeat, verified])).toEqual([
    [false, true],
    [true, true],
    [false, true],
  ]);
  expect(receiver.messages.map(({ id }) => id)).toEqual(['msg_1', 'msg_2']);
  expect(receiver.arrivals[0]?.body.toString()).toBe(body);
  expect(seen).toEqual(['msg_1', 'msg_1', 'msg_2']);
});

it('refuses a wrong signature, an old timestamp and no signature at all', async () => {
  await start();
  expect((await post('a', '{}', { key: `whsec_${Buffer.from('other').toString('base64')}` })).status).toBe(
    401,
  );
  expect((await post('b', '{}', { at: new Date(Date.now() - 600_000) })).status).toBe(401);
  expect((await ask(receiver.url, { method: 'POST', body: '{}' })).status).toBe(401);
  expect(receiver.arrivals.map(({ problem }) => problem)).toEqual([
    'no matching signature',
    'timestamp out of tolerance',
    'missing headers',
  ]);
  expect(receiver.messages).toEqual([]);
});

it('judges timestamps by the clock that it was given', async () => {
  const at = new Date('2025-07-11T10:00:00Z');
  await start({ clock: { now: () => at.getTime() } });
  expect((await post('a', '{}', { at })).status).toBe(200);
  expect((await post('b', '{}')).status).toBe(401);
});

it('answers by its script, then well again', async () => {
  await start();
  receiver.answerWith(
    { kind: 'status', status: 500 },
    { kind: 'status', status: 429, retryAfter: 2 },
    { kind: 'status', status: 410 },
    { kind: 'drop' },
  );
  expect((await post('a', '{}')).status).toBe(500);
  const limited = await post('a', '{}');
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
  expect((await post('a', '{}')).status).toBe(410);
  await expect(post('a', '{}')).rejects.toThrow();
  expect((await post('a', '{}')).status).toBe(200);
  // What was refused has not been taken; what was dropped has.
  expect(receiver.arrivals.map(({ repeat }) => repeat)).toEqual([false, false, false, false, true]);
  expect(receiver.messages).toHaveLength(1);
});

it('says when something has arrived, and closes at once with a sender that waits', async () => {
  await start();
  receiver.answerWith({ kind: 'hang' });
  const waiting = post('a', '{}').catch(() => 'ended');
  await receiver.arrived(1);
  const from = performance.now();
  await receiver.close();
  expect(performance.now() - from).toBeLessThan(200);
  expect(await waiting).toBe('ended');
});

import { expect, it, onTestFinished } from 'vitest';
import { createMetrics } from '../../src/observability/metrics.ts';
import { noteTick } from '../../src/store/ticks.ts';
import { startHealth } from '../../src/web/start-health.ts';
import { model } from '../pipeline/models.ts';
import { MINUTE, startRig } from '../pipeline/rig.ts';
import { startSite } from './site.ts';

it('/readyz is 200 while what is due is looked at, and 503 with reasons when it is not', async () => {
  const rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  const server = await startHealth(rig.runtime.observation, { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await server.stop(100);
    await rig[Symbol.asyncDispose]();
  });
  await rig.refresh();
  await rig.runtime.database.write((tx) => noteTick(tx));
  const ready = await fetch(`${server.url}/readyz`);
  expect(ready.status).toBe(200);
  expect(ready.headers.get('cache-control')).toBe('no-store');
  expect(await ready.json()).toEqual({
    ready: true,
    reasons: [],
    at: '2025-07-01T09:00:00.000Z',
    store: { reachable: true },
    queue: { reachable: true },
    lastTick: { at: expect.stringMatching(/^2025-07-01T0/), secondsAgo: expect.any(Number) },
    oldestOverdueSource: null,
    oldestDueJobSeconds: 0,
    jobs: { ready: expect.any(Number), leased: 0, dead: 0 },
    sources: { ok: 1 },
  });
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404);

  rig.advance(30 * MINUTE);
  // What was asked a moment ago is not asked again.
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  const late = await fetch(`${server.url}/readyz`);
  expect(late.status).toBe(503);
  expect(await late.json()).toMatchObject({
    ready: false,
    reasons: [expect.stringMatching(/^hf-qwen has been due for \d+ minutes/)],
    oldestOverdueSource: { id: 'hf-qwen' },
  });
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

it('on the page, health is open to everybody and metrics to those who may read', async () => {
  const metrics = await createMetrics('1.2.3', 'web');
  const site = await startSite({ orgs: ['Qwen'], web: { reading: 'token' }, metrics });
  const health = await site.get('/healthz');
  expect([health.status, JSON.parse(health.text)]).toEqual([
    200,
    { status: 'alive', version: expect.any(String), uptimeSeconds: expect.any(Number) },
  ]);
  expect((await site.get('/readyz')).status).toBe(200);
  expect((await site.get('/metrics')).status).toBe(401);
  const { text: token } = await site.token('read');
  const shown = await site.get('/metrics', { authorization: `Bearer ${token}` });
  expect(shown.status).toBe(200);
  expect(shown.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(shown.text).toContain('modelwatch_info{version="1.2.3",roles="web"} 1');
});

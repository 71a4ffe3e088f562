import { describe, expect, it } from 'vitest';
import { NetworkError, UpstreamError } from '../../src/errors.ts';
import { countRequests } from '../../src/http/request-count.ts';
import { decideRetry } from '../../src/http/retries.ts';
import { startServer } from './local-server.ts';
import { createMemoryLimiter, createTestClient } from './test-client.ts';

const NOW = Date.UTC(2026, 0, 1);

function answer(status: number, headers: Record<string, string> = {}) {
  return { response: new Response(null, { status, headers }) };
}

describe('decideRetry', () => {
  it.each([408, 502, 503, 504])('sends again after %i', (status) => {
    expect(decideRetry(answer(status), 0, NOW, 0)).toEqual({ retry: true, reason: 'status', delay: 250 });
    expect(decideRetry(answer(status), 1, NOW, 1)).toEqual({ retry: true, reason: 'status', delay: 1000 });
  });

  it.each([200, 304, 400, 401, 404, 410, 429, 500, 501])('lets %i be', (status) => {
    expect(decideRetry(answer(status), 0, NOW, 0)).toEqual({ retry: false, reason: 'settled' });
  });

  it('waits as long as it is asked to, but not for long', () => {
    expect(decideRetry(answer(503, { 'retry-after': '2' }), 0, NOW, 0)).toEqual({
      retry: true,
      reason: 'asked-to-wait',
      delay: 2250,
    });
    const date = new Date(NOW + 3000).toUTCString();
    expect(decideRetry(answer(503, { 'retry-after': date }), 0, NOW, 0)).toMatchObject({ delay: 3250 });
    expect(decideRetry(answer(503, { 'retry-after': '6' }), 0, NOW, 0)).toEqual({
      retry: false,
      reason: 'wait-too-long',
    });
  });

  it('sends again what broke off, not what timed out or never connected', () => {
    const error = new UpstreamError('upstream-truncated', 'the answer broke off');
    expect(decideRetry({ error }, 0, NOW, 0)).toMatchObject({ retry: true, reason: 'broken-off' });
    for (const other of [
      new UpstreamError('upstream-timeout', 'late'),
      new NetworkError('unreachable'),
      new Error('other'),
    ]) {
      expect(decideRetry({ error: other }, 0, NOW, 0)).toEqual({ retry: false, reason: 'settled' });
    }
  });
});

describe('retries', () => {
  /** Fails as often as it is told, in the way that the path names. */
  async function startFailing(times: number) {
    let failed = 0;
    return await startServer((request, response) => {
      if (failed++ >= times) return void response.end('well');
      if (request.url === '/break') return void response.destroy();
      if (request.url === '/later') response.setHeader('retry-after', '60');
      response.writeHead(503).end('busy');
    });
  }
  const quick = { random: () => 0 };
  const modelwatch = { retries: 2 };

  it.each(['/status', '/break'])('%s: sends again, and counts what it sends', async (path) => {
    await using server = await startFailing(2);
    await using client = createTestClient(quick);
    const view = countRequests(client);
    expect(await (await view.fetch(server.url + path, { modelwatch })).text()).toBe('well');
    expect([view.requests, server.requests.length]).toEqual([3, 3]);
  });

  it('ends with what came last', async () => {
    await using server = await startFailing(99);
    await using client = createTestClient(quick);
    expect((await client.fetch(server.url, { modelwatch })).status).toBe(503);
    await expect(client.fetch(`${server.url}/break`, { modelwatch: { retries: 1 } })).rejects.toMatchObject({
      code: 'upstream-truncated',
    });
    expect(server.requests).toHaveLength(5);
  });

  it('is off unless asked for, and for what may not be repeated', async () => {
    await using server = await startFailing(99);
    await using client = createTestClient(quick);
    expect((await client.fetch(server.url)).status).toBe(503);
    expect((await client.fetch(server.url, { method: 'POST', body: 'x', modelwatch })).status).toBe(503);
    expect((await client.fetch(server.url, { method: 'DELETE', modelwatch })).status).toBe(503);
    expect(server.requests).toHaveLength(3);
  });

  it('leaves a long wait to the caller, and parks the quota as ever', async () => {
    await using server = await startFailing(99);
    const limiter = createMemoryLimiter();
    await using client = createTestClient({ ...quick, limiter });
    const response = await client.fetch(`${server.url}/later`, { modelwatch: { retries: 2, quota: 'hub' } });
    expect([response.status, server.requests.length]).toEqual([503, 1]);
    expect(limiter.states.get('hub')?.parkedUntil).toBeGreaterThan(Date.now() + 50_000);
  });

  it('stops between two requests when the caller does', async () => {
    await using server = await startFailing(99);
    await using client = createTestClient({ random: () => 1 });
    const controller = new AbortController();
    const reason = new Error('enough');
    const waiting = client.fetch(server.url, { modelwatch: { retries: 2 }, signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(waiting).rejects.toBe(reason);
    expect(server.requests).toHaveLength(1);
  });

  it('spends its retries over all redirects together', async () => {
    await using server = await startServer((request, response) => {
      const seen = server.requests.filter(({ url }) => url === request.url).length;
      if (seen === 1) response.writeHead(502).end();
      else if (request.url === '/') response.writeHead(302, { location: '/next' }).end();
      else response.end('well');
    });
    await using client = createTestClient(quick);
    expect((await client.fetch(server.url, { modelwatch: { retries: 1 } })).status).toBe(502);
    expect(server.requests.map(({ url }) => url)).toEqual(['/', '/', '/next']);
  });
});

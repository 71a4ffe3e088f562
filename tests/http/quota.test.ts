import { describe, expect, it } from 'vitest';
import { RateLimitedError } from '../../src/errors.ts';
import { startServer } from './local-server.ts';
import { createMemoryLimiter, createTestClient, systemClock } from './test-client.ts';

describe('quotas', () => {
  it('reads the RateLimit header and stops before a 429', async () => {
    let left = 6;
    await using server = await startServer((_request, response) => {
      if (left === 0) return void response.writeHead(429).end();
      left--;
      response.setHeader('ratelimit', `"api";r=${left};t=200`);
      response.setHeader('ratelimit-policy', '"fixed window";"api";q=6;w=300');
      response.end('ok');
    });
    await using client = createTestClient({ maxWaitMs: 50 });
    const answers = [];
    for (let i = 0; i < 8; i++) {
      const answer = client.fetch(server.url, { modelwatch: { quota: 'hub' } });
      answers.push(await answer.then((response) => response.status).catch((error: unknown) => error));
    }
    expect(answers.filter((answer) => answer === 200)).toHaveLength(4);
    expect(answers).not.toContain(429);
    const refused = answers.find((answer) => answer instanceof RateLimitedError);
    expect(refused?.until).toBeGreaterThan(Date.now() + 199_000);
    expect(refused?.fields).toEqual({ quota: 'hub' });
    expect((await client.fetch(server.url, { modelwatch: { quota: 'other' } })).status).toBe(200);
  });

  it('waits where the wait is short', async () => {
    const limiter = createMemoryLimiter();
    await using server = await startServer((_request, response) => response.end('ok'));
    await using client = createTestClient({ limiter, maxWaitMs: 5000 });
    await limiter.park('hub', Date.now() + 150);
    const started = Date.now();
    expect((await client.fetch(server.url, { modelwatch: { quota: 'hub' } })).status).toBe(200);
    expect(Date.now() - started).toBeGreaterThanOrEqual(145);
  });

  it('stops waiting when the caller does', async () => {
    const limiter = createMemoryLimiter();
    await using client = createTestClient({ limiter });
    await limiter.park('hub', Date.now() + 5000);
    const reason = new Error('shutting down');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 20);
    const { signal } = controller;
    await expect(client.fetch('http://127.0.0.1:9/', { signal, modelwatch: { quota: 'hub' } })).rejects.toBe(
      reason,
    );
  });

  it('parks by what a 429 says, and returns the answer', async () => {
    const limiter = createMemoryLimiter();
    await using server = await startServer((request, response) => {
      if (request.url === '/quota') response.setHeader('ratelimit', '"api";r=0;t=100');
      if (request.url === '/burst') response.setHeader('ratelimit', '"api";r=9;t=100');
      response.writeHead(429, { 'retry-after': '20' }).end();
    });
    await using client = createTestClient({ limiter, maxWaitMs: 10 });
    for (const [path, seconds] of [
      ['quota', 101],
      ['burst', 21],
    ] as const) {
      const sent = systemClock.now();
      const response = await client.fetch(`${server.url}/${path}`, { modelwatch: { quota: path } });
      expect(response.status).toBe(429);
      const until = limiter.states.get(path)?.parkedUntil ?? 0;
      expect(Math.abs(until - sent - seconds * 1000)).toBeLessThan(900);
      await expect(client.fetch(server.url, { modelwatch: { quota: path } })).rejects.toMatchObject({
        until,
      });
    }
    expect(server.requests).toHaveLength(2);
  });

  it("does not take another host's word for this one's quota", async () => {
    const limiter = createMemoryLimiter();
    await using stranger = await startServer((_request, response) => {
      response.writeHead(429, { ratelimit: '"api";r=0;t=100' }).end();
    });
    await using server = await startServer((_request, response) => {
      response.writeHead(302, { location: stranger.url, ratelimit: '"api";r=50;t=100' }).end();
    });
    await using client = createTestClient({ limiter });
    await client.fetch(server.url, { modelwatch: { quota: 'hub' } });
    expect(limiter.states.get('hub')).toMatchObject({ remaining: 49, parkedUntil: null });
  });
});

import { describe, expect, it } from 'vitest';
import { RateLimitedError } from '../../src/errors.ts';
import { HostTurns } from '../../src/http/host-turns.ts';
import { startServer } from './local-server.ts';
import { createMemoryLimiter, createTestClient } from './test-client.ts';

const START = 1_800_000_000_000;

/** A server that keeps its answers back, and what it has seen of requests under way at the same time. */
async function startSlowServer() {
  const held: (() => void)[] = [];
  let [underway, most] = [0, 0];
  const server = await startServer((_request, response) => {
    most = Math.max(most, ++underway);
    held.push(() => {
      underway--;
      response.end('ok');
    });
  });
  async function arrived(count: number): Promise<void> {
    while (held.length < count) await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    ...server,
    get most() {
      return most;
    },
    arrived,
    async answer(count: number) {
      for (let answered = 0; answered < count; answered++) {
        await arrived(1);
        held.shift()?.();
      }
    },
  };
}

describe('requests at the same time', () => {
  it.each([
    [6, {}],
    [2, { '127.0.0.1': { connections: 2 } }],
  ])('are %i to one host', async (limit, hosts) => {
    await using server = await startSlowServer();
    await using client = createTestClient({ hosts });
    const bodies = Array.from({ length: 9 }, async () => (await client.fetch(server.url)).text());
    await server.arrived(limit);
    await server.answer(9);
    expect(await Promise.all(bodies)).toEqual(Array(9).fill('ok'));
    expect(server.most).toBe(limit);
  });

  it('are counted over all hosts of a group, until the body is read or let go of', async () => {
    await using one = await startServer((_request, response) => response.end('one'));
    await using other = await startServer((_request, response) => response.end('other'));
    await using client = createTestClient({ hosts: { '127.0.0.1': { connections: 1 } } });
    const first = await client.fetch(one.url);
    let arrived = false;
    const second = client.fetch(other.url).then((response) => {
      arrived = true;
      return response.text();
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([arrived, other.requests.length]).toEqual([false, 0]);
    await first.body?.cancel();
    expect(await second).toBe('other');
  });

  it('one at a time are one connection', async () => {
    const sockets = new Set<unknown>();
    await using server = await startServer((request, response) => {
      sockets.add(request.socket);
      response.end('ok');
    });
    await using client = createTestClient({ hosts: { '127.0.0.1': { connections: 1 } } });
    const bodies = Array.from({ length: 5 }, async () => (await client.fetch(server.url)).text());
    await Promise.all(bodies);
    expect(sockets.size).toBe(1);
  });

  it('end with errors, redirects and aborts too', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/broken') return void response.destroy();
      if (request.url === '/large') return void response.end('x'.repeat(5000));
      if (request.url === '/announced') {
        return void response.writeHead(200, { 'content-length': '5000' }).write('x');
      }
      if (request.url === '/moved') return void response.writeHead(302, { location: '/' }).end('moved');
      if (request.url === '/odd') return void response.writeHead(999).end('odd');
      if (request.url !== '/slow') response.end('ok');
    });
    await using client = createTestClient({ hosts: { '127.0.0.1': { connections: 1 } }, maxTurnMs: 2000 });
    const get = async (path: string, init = {}) =>
      (await client.fetch(server.url + path, { modelwatch: { maxResponseBytes: 4000 }, ...init })).text();
    for (const path of ['/broken', '/large', '/announced', '/odd']) await expect(get(path)).rejects.toThrow();
    expect(await get('/moved')).toBe('ok');
    await expect(get('/slow', { signal: AbortSignal.timeout(30) })).rejects.toThrow();
    await expect(get('/slow', { modelwatch: { headersTimeout: 1, totalTimeout: 50 } })).rejects.toThrow();
    await client.fetch(server.url, { method: 'HEAD' });
    expect(await get('/')).toBe('ok');
  });

  it('a wait for a turn is no part of the time-out, and has an end', async () => {
    await using server = await startSlowServer();
    await using client = createTestClient({ hosts: { '127.0.0.1': { connections: 1 } }, maxTurnMs: 150 });
    const first = client.fetch(server.url);
    const second = client.fetch(server.url, { modelwatch: { totalTimeout: 20 } });
    await expect(second).rejects.toBeInstanceOf(RateLimitedError);
    await expect(second).rejects.toMatchObject({ fields: { group: '127.0.0.1' } });
    await server.answer(1);
    expect(await (await first).text()).toBe('ok');
    expect(server.requests).toHaveLength(1);
  });
});

describe('a line of turns', () => {
  const limits = { group: 'a', spacing: 0, connections: 1, shared: true };

  it('is first come, first served, and lets go of who leaves', async () => {
    const turns = new HostTurns();
    const order: string[] = [];
    const endFirst = await turns.wait(limits, 1000, []);
    const leaving = new AbortController();
    const left = turns.wait(limits, 1000, [leaving.signal]);
    const others = ['second', 'third'].map(async (name) => {
      const end = await turns.wait(limits, 1000, []);
      order.push(name);
      end?.();
    });
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    endFirst?.();
    // Twice changes nothing: the second would be given away twice.
    endFirst?.();
    await Promise.all(others);
    expect(order).toEqual(['second', 'third']);
    expect(await turns.wait(limits, 0, [])).not.toBeNull();
    expect(await turns.wait(limits, 1, [])).toBeNull();
  });
});

describe('spacing', () => {
  const hosts = { '127.0.0.1': { spacing: 40, connections: 6 } };

  it('is kept by requests that come together', async () => {
    const arrivals: number[] = [];
    await using server = await startServer((_request, response) => {
      arrivals.push(performance.now());
      response.end('ok');
    });
    await using client = createTestClient({ hosts });
    const started = performance.now();
    await Promise.all(Array.from({ length: 4 }, async () => (await client.fetch(server.url)).text()));
    // Never too early; how late is the machine's affair. Clocks and timers are rounded to milliseconds.
    arrivals.forEach((arrival, index) => {
      expect(arrival - started).toBeGreaterThan(index * 40 - 5);
    });
    expect(arrivals).toHaveLength(4);
  });

  it('is reserved at the shared limiter for redirects and retries too', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/busy' }).end();
      else response.writeHead(503).end();
    });
    const limiter = createMemoryLimiter({ now: () => START });
    await using client = createTestClient({
      hosts: { '127.0.0.1': { spacing: 5 } },
      limiter,
      clock: { now: () => START },
      random: () => 0,
    });
    const response = await client.fetch(`${server.url}/moved`, { modelwatch: { retries: 1 } });
    expect(response.status).toBe(503);
    expect(server.requests.map(({ url }) => url)).toEqual(['/moved', '/busy', '/busy']);
    expect(limiter.nextSlots.get('127.0.0.1')).toBe(START + 15);
  });

  it('parks who would wait too long, without a request and without a slot', async () => {
    await using server = await startServer((_request, response) => response.end('ok'));
    const limiter = createMemoryLimiter({ now: () => START });
    limiter.nextSlots.set('127.0.0.1', START + 61_000);
    await using client = createTestClient({
      hosts: { '127.0.0.1': { spacing: 3000 } },
      limiter,
      clock: { now: () => START },
    });
    const refused = client.fetch(server.url);
    await expect(refused).rejects.toBeInstanceOf(RateLimitedError);
    await expect(refused).rejects.toMatchObject({ until: START + 61_000, fields: { group: '127.0.0.1' } });
    expect(server.requests).toEqual([]);
    expect(limiter.nextSlots.get('127.0.0.1')).toBe(START + 61_000);
  });

  it('ends with the client: nobody waits on for a slot', async () => {
    const limiter = createMemoryLimiter({ now: () => START });
    limiter.nextSlots.set('127.0.0.1', START + 50_000);
    const client = createTestClient({ hosts, limiter, clock: { now: () => START } });
    const waiting = client.fetch('http://127.0.0.1:9/');
    const refused = expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await client.close();
    await refused;
    await expect(client.fetch('http://127.0.0.1:9/')).rejects.toMatchObject({ name: 'AbortError' });
  });
});

import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HubFault, type HubServer, startHubServer } from '../../src/demo/hub-server.ts';
import { ask, askJson, manyRepos } from './hub-client.ts';

let server: HubServer;
let url: string;
beforeEach(async () => {
  server = await startHubServer({ repos: [...manyRepos('Qwen', 40), ...manyRepos('other', 1)] });
  url = `${server.url}/api/models?author=Qwen&sort=createdAt`;
});
afterEach(() => server.close());

async function statusAndHeaders(fault: HubFault) {
  server.fail({ fault });
  const answer = await ask(url);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('an answer that says something is wrong', () => {
  it('429 of the quota and 429 of another limit', async () => {
    const quota = await statusAndHeaders({ kind: 'rate-limited', resetsIn: 7 });
    expect([quota.status, quota.headers.get('ratelimit')]).toEqual([429, '"api";r=0;t=7']);
    const other = await statusAndHeaders({ kind: 'rate-limited', retryAfter: 3 });
    expect([other.status, other.headers.get('retry-after')]).toEqual([429, '3']);
    expect(other.headers.get('ratelimit')).not.toContain('r=0');
  });

  it('5xx, as JSON, as a page, with a time to come back', async () => {
    expect((await statusAndHeaders({ kind: 'status', status: 500 })).status).toBe(500);
    const gateway = await statusAndHeaders({ kind: 'bad-gateway' });
    expect([gateway.status, gateway.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    const unavailable = await statusAndHeaders({ kind: 'unavailable', retryAfter: 12 });
    expect([unavailable.status, unavailable.headers.get('retry-after')]).toEqual([503, '12']);
  });

  it('a redirect elsewhere', async () => {
    const moved = await statusAndHeaders({ kind: 'redirect', origin: 'http://127.0.0.1:9' });
    expect([moved.status, moved.headers.get('location')]).toEqual([
      307,
      'http://127.0.0.1:9/api/models?author=Qwen&sort=createdAt',
    ]);
  });
});

describe('an answer that looks right and is not', () => {
  it('HTML with 200, an empty list, a short list, another shape', async () => {
    const challenge = await statusAndHeaders({ kind: 'challenge' });
    expect([challenge.status, challenge.text.slice(0, 9)]).toEqual([200, '<!DOCTYPE']);
    expect((await statusAndHeaders({ kind: 'empty-list' })).text).toBe('[]');
    const short = await statusAndHeaders({ kind: 'short-list', keep: 3 });
    expect(JSON.parse(short.text)).toHaveLength(3);
    expect(JSON.parse((await statusAndHeaders({ kind: 'wrong-shape' })).text)).not.toBeInstanceOf(Array);
    const shaped = await statusAndHeaders({ kind: 'wrong-shape', body: [{ id: 5 }] });
    expect(JSON.parse(shaped.text)).toEqual([{ id: 5 }]);
  });

  it('a next page on another host, with the cursor of the true one', async () => {
    server.fail({ fault: { kind: 'foreign-next', origin: 'http://127.0.0.1:9' } });
    const answer = await ask(`${url}&limit=10`);
    expect(answer.headers.get('link')).toMatch(
      /^<http:\/\/127.0.0.1:9\/api\/models\?author=Qwen&.*cursor=ey/,
    );
  });
});

describe('an answer that does not end', () => {
  it.each(['content-length', 'chunked'] as const)('half a body, cut by %s', async (cut) => {
    server.fail({ fault: { kind: 'half-body', cut } });
    const answer = await ask(url);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  // undici unpacks as much of a cut gzip stream as there is and says nothing of it.
  it.each(['gzip', 'json'] as const)('half the JSON in a whole transfer, cut by %s', async (cut) => {
    server.fail({ fault: { kind: 'half-body', cut } });
    const text = await (await ask(url)).text();
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('hangs before the headers, after them, in the middle', async () => {
    server.fail({ fault: { kind: 'hang' } });
    await expect(ask(url)).rejects.toThrow();
    for (const after of ['headers', 'half-body'] as const) {
      server.fail({ fault: { kind: 'hang', after } });
      const answer = await ask(url);
      await expect(answer.text()).rejects.toThrow();
    }
  });

  it('is reset', async () => {
    server.fail({ fault: { kind: 'reset' } });
    const error = await ask(url).catch((reason: Error) => reason);
    expect((error as Error).cause).toMatchObject({ code: 'ECONNRESET' });
  });
});

it('answers late', async () => {
  server.fail({ fault: { kind: 'slow', ms: 80 } });
  const from = performance.now();
  expect(await askJson(url)).toHaveLength(40);
  expect(performance.now() - from).toBeGreaterThan(75);
});

it('fails for the organization, the requests and the number of times that were said', async () => {
  server.fail({ author: 'qwen', times: 2, fault: { kind: 'status', status: 500 } });
  server.fail({
    match: (asked) => asked.pathname.endsWith('/overview'),
    fault: { kind: 'status', status: 503 },
  });
  expect((await ask(`${server.url}/api/models?author=other`)).status).toBe(200);
  expect((await ask(url)).status).toBe(500);
  expect((await ask(`${server.url}/api/models/Qwen/Model-1`)).status).toBe(500);
  expect((await ask(url)).status).toBe(200);
  expect((await ask(`${server.url}/api/organizations/Qwen/overview`)).status).toBe(503);
  server.fail({ times: Number.POSITIVE_INFINITY, fault: { kind: 'status', status: 500 } });
  expect((await ask(url)).status).toBe(500);
  server.clearFaults();
  expect((await ask(url)).status).toBe(200);
});

it('refuses connections while it does not listen, and comes back under the same port', async () => {
  await server.stopListening();
  const error = await ask(url).catch((reason: Error) => reason);
  expect((error as Error).cause).toMatchObject({ code: 'ECONNREFUSED' });
  await server.listenAgain();
  expect((await ask(url)).status).toBe(200);
});

it('closes at once, also with requests that hang and connections that say nothing', async () => {
  server.fail({ fault: { kind: 'hang' } });
  const hanging = ask(url).catch(() => 'ended');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const from = performance.now();
  await server.close();
  expect(performance.now() - from).toBeLessThan(200);
  expect(await hanging).toBe('ended');
  // The port is free again.
  const other = createServer().listen(server.port, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  await new Promise((resolve) => other.close(resolve));
});

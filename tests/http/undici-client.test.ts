import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { countRequests } from '../../src/http/request-count.ts';
import { readBytes, readJson, readText } from '../../src/http/response-body.ts';
import { startServer } from './local-server.ts';
import { createTestClient } from './test-client.ts';

describe('an ordinary exchange', () => {
  it('sends the User-Agent and what it was given, and hands the answer on', async () => {
    await using server = await startServer((request, response) => {
      response.setHeader('x-agent', request.headers['user-agent'] ?? '');
      response.statusCode = 418;
      request.pipe(response);
    });
    await using client = createTestClient();
    const response = await client.fetch(new URL('/echo?a=1', server.url), {
      method: 'post',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response).toMatchObject({
      status: 418,
      ok: false,
      redirected: false,
      url: `${server.url}/echo?a=1`,
    });
    expect(response.headers.get('x-agent')).toBe('modelwatch/test (tests) undici/8');
    expect(await response.json()).toEqual({ a: 1 });
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/echo?a=1' });
  });

  it('takes a Request, and answers without a body', async () => {
    await using server = await startServer((_request, response) => response.writeHead(304).end());
    await using client = createTestClient();
    const response = await client.fetch(new Request(server.url, { headers: { 'if-none-match': 'W/"1"' } }));
    expect(response.status).toBe(304);
    expect(response.body).toBeNull();
    expect(server.requests[0]?.headers['if-none-match']).toBe('W/"1"');
  });

  it('counts the requests of one view of it', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/here' });
      response.end();
    });
    await using client = createTestClient();
    const view = countRequests(client);
    const other = countRequests(client);
    await view.fetch(`${server.url}/moved`);
    await view.fetch(`${server.url}/here`);
    await other.fetch(`${server.url}/here`);
    expect([view.requests, other.requests]).toEqual([3, 1]);
  });
});

describe('faults', () => {
  it.each(['http://127.0.0.1:9', 'http://HTTP_PROXY'])(
    'reads no environment by itself: HTTP_PROXY=%s',
    async (proxy) => {
      await using server = await startServer((_request, response) => response.end('direct'));
      const before = { ...process.env };
      Object.assign(process.env, { HTTP_PROXY: proxy, http_proxy: proxy, NODE_USE_ENV_PROXY: '1' });
      try {
        await using client = createTestClient();
        expect(await readText(await client.fetch(server.url))).toBe('direct');
      } finally {
        process.env = before;
      }
    },
  );

  it('gives up on headers that do not come', async () => {
    await using server = await startServer(() => {});
    await using client = createTestClient();
    await expect(client.fetch(server.url, { modelwatch: { headersTimeout: 100 } })).rejects.toMatchObject({
      code: 'upstream-timeout',
      advice: 'retry',
    });
  });

  it('gives up on a body that stops in the middle', async () => {
    await using server = await startServer((_request, response) => response.write('[1,'));
    await using client = createTestClient();
    const response = await client.fetch(server.url, { modelwatch: { bodyTimeout: 100 } });
    await expect(readJson(response)).rejects.toMatchObject({ code: 'upstream-timeout' });
  });

  it('gives up on a body that trickles for ever', async () => {
    await using server = await startServer((_request, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    await using client = createTestClient();
    const response = await client.fetch(server.url, { modelwatch: { totalTimeout: 200 } });
    await expect(readText(response)).rejects.toMatchObject({ code: 'upstream-timeout', fields: { ms: 200 } });
  });

  it('notices a body shorter than announced, also when the library reads it', async () => {
    await using server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': '1000', 'content-type': 'application/json' });
      response.write('[{"_id":"1"},');
      setTimeout(() => response.destroy(), 20);
    });
    await using client = createTestClient();
    for (const read of ['json', 'text', 'arrayBuffer'] as const) {
      const response = await client.fetch(server.url);
      await expect(response[read]()).rejects.toMatchObject({ code: 'upstream-truncated' });
    }
  });

  it('notices a chunked body without its end, and gzip cut short', async () => {
    await using server = await startServer((request, response) => {
      const whole = gzipSync(JSON.stringify(Array.from({ length: 5000 }, () => Math.random())));
      if (request.url === '/gzip') {
        response.setHeader('content-encoding', 'gzip');
        response.end(whole.subarray(0, whole.length / 2));
      } else {
        response.write('[1,');
        setTimeout(() => response.destroy(), 20);
      }
    });
    await using client = createTestClient();
    for (const path of ['/chunked', '/gzip']) {
      await expect(readJson(await client.fetch(server.url + path)), path).rejects.toMatchObject({
        code: 'upstream-truncated',
      });
    }
  });

  it.each(['close', 'garbage'])('names a server that answers with %s', async (how) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => (how === 'close' ? socket.destroy() : socket.end('SSH-2.0-OpenSSH\r\n\r\n')));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await using client = createTestClient();
    const { port } = server.address() as { port: number };
    await expect(client.fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: how === 'close' ? 'upstream-truncated' : 'upstream-shape',
    });
    server.close();
  });

  it('stops at the size limit, announced or not', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/announced') response.setHeader('content-length', '5000');
      response.write('x'.repeat(2500));
      response.end('x'.repeat(2500));
    });
    await using client = createTestClient();
    const modelwatch = { maxResponseBytes: 4000 };
    await expect(client.fetch(`${server.url}/announced`, { modelwatch })).rejects.toMatchObject({
      code: 'upstream-too-large',
    });
    await expect(client.fetch(server.url, { modelwatch }).then(readBytes)).rejects.toMatchObject({
      code: 'upstream-too-large',
      fields: { maxBytes: 4000 },
    });
    expect(
      await readBytes(await client.fetch(server.url, { modelwatch: { maxResponseBytes: 5000 } })),
    ).toHaveLength(5000);
  });

  it('ends with the reason of the caller, before, during and after the headers', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/body') response.write('[');
    });
    await using client = createTestClient();
    const reason = new Error('shutting down');
    await expect(client.fetch(server.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const during = new AbortController();
    const waiting = client.fetch(server.url, { signal: during.signal });
    setTimeout(() => during.abort(reason), 30);
    await expect(waiting).rejects.toBe(reason);
    const after = new AbortController();
    const response = await client.fetch(`${server.url}/body`, { signal: after.signal });
    setTimeout(() => after.abort(reason), 30);
    await expect(readJson(response)).rejects.toBe(reason);
  });

  it('one signal for many requests warns of nothing', async () => {
    await using server = await startServer((_request, response) => response.end('ok'));
    await using client = createTestClient();
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on('warning', listen);
    const { signal } = new AbortController();
    await Promise.all(
      Array.from({ length: 60 }, async () => (await client.fetch(server.url, { signal })).text()),
    );
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    expect(warnings).toEqual([]);
    // And what is no signal of ours still warns.
    await client.fetch(server.url);
    expect(EventEmitter.defaultMaxListeners).toBe(10);
  });

  it('closes even where a body was never read', async () => {
    await using server = await startServer((_request, response) => response.write('x'));
    const client = createTestClient();
    await client.fetch(server.url);
    const started = Date.now();
    await client.close();
    expect(Date.now() - started).toBeLessThan(5000);
  });
});

describe('readJson', () => {
  async function failure(body: string, contentType: string): Promise<unknown> {
    await using server = await startServer((_request, response) => {
      response.setHeader('content-type', contentType);
      response.end(body);
    });
    await using client = createTestClient();
    return await client
      .fetch(server.url)
      .then(readJson)
      .catch((error: unknown) => error);
  }

  it('names a challenge page by its title, though it says it is JSON', async () => {
    const html = '<!doctype html><html><head><title>\n Just a moment... </title></head></html>';
    expect(await failure(html, 'application/json')).toMatchObject({
      code: 'upstream-not-json',
      fields: { status: 200, title: 'Just a moment...' },
    });
  });

  it.each([
    ['', 'upstream-not-json'],
    ['upstream connect error', 'upstream-not-json'],
    ['[{"_id": "66', 'upstream-truncated'],
    ['[{"_id": "66"},', 'upstream-truncated'],
    ['[{"_id": "66"}', 'upstream-truncated'],
    ['[{"_id": ', 'upstream-truncated'],
    ['[{"_id": tru', 'upstream-truncated'],
  ])('%j is %s', async (body, code) => {
    expect(await failure(body, 'application/json')).toMatchObject({ code });
  });
});

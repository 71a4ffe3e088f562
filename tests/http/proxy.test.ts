import type { LookupFunction } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ForbiddenAddressError, NetworkError } from '../../src/errors.ts';
import { eventually } from '../eventually.ts';
import { startServer } from './local-server.ts';
import { type ProxyManner, startProxy } from './proxy-server.ts';
import { createTestClient } from './test-client.ts';
import { startTlsServer, trustTestAuthority } from './tls-fixtures.ts';

/** Whoever asks a proxy resolves nothing but the proxy's own name. */
const resolved: string[] = [];
const lookup: LookupFunction = (name, options, callback) => {
  resolved.push(name);
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

function clientOver(url: string, options: Parameters<typeof createTestClient>[0] = {}) {
  resolved.length = 0;
  const proxies = { http: url, https: url, exceptions: [] };
  return createTestClient({ allowPrivateNetwork: false, lookup, proxies, connectTimeout: 5000, ...options });
}

describe('through a proxy', () => {
  it.each([false, true])('https goes through a tunnel (TLS to the proxy too: %s)', async (tls) => {
    trustTestAuthority();
    const received: unknown[] = [];
    await using upstream = await startTlsServer((request, response) => {
      received.push(request.headers['proxy-authorization'], request.headers.host);
      response.end('reached');
    });
    await using proxy = await startProxy(
      { 'upstream.example': upstream.port },
      { tls, credentials: 'user:p@ss:w' },
    );
    const hosts = { 'upstream.example': { connections: 1 } };
    await using client = clientOver(proxy.url.replace('://', '://user:p%40ss:w@'), { hosts });
    expect(await (await client.fetch('https://upstream.example/feed')).text()).toBe('reached');
    expect(await (await client.fetch('https://upstream.example/feed')).text()).toBe('reached');
    expect(received).toEqual([undefined, 'upstream.example', undefined, 'upstream.example']);
    // The second over the same tunnel.
    expect(proxy.asked).toEqual(['CONNECT upstream.example:443']);
    expect(resolved).toEqual(tls ? ['localhost'] : []);
  });

  it.each([false, true])('http is asked for by its whole address (TLS to the proxy: %s)', async (tls) => {
    if (tls) trustTestAuthority();
    await using upstream = await startServer((request, response) => {
      response.end(`${request.method} ${request.url} ${request.headers.host}`);
    });
    await using proxy = await startProxy(
      { 'upstream.example': upstream.port },
      { tls, credentials: 'token:' },
    );
    await using client = clientOver(proxy.url.replace('://', '://token@'));
    const response = await client.fetch('http://upstream.example:8080/feed?a=1', {
      method: 'POST',
      body: 'x',
    });
    expect(await response.text()).toBe('POST /feed?a=1 upstream.example:8080');
    expect(response.url).toBe('http://upstream.example:8080/feed?a=1');
    expect(proxy.asked).toEqual(['POST http://upstream.example:8080/feed?a=1']);
    expect(upstream.requests[0]?.headers['proxy-authorization']).toBeUndefined();
    expect(resolved).toEqual(tls ? ['localhost'] : []);
  });

  it.each([
    [407, 'the proxy asks for credentials, or refuses ours'],
    [403, 'the proxy refused to connect to the host'],
    [502, 'the proxy could not reach the host'],
    ['hang-up', 'the proxy could not be reached'],
    ['garbage', 'the proxy could not be reached'],
    ['silent', 'the proxy did not answer in time'],
  ] as [ProxyManner, string][])('a tunnel that ends in %s is NetworkError', async (manner, message) => {
    await using proxy = await startProxy({}, { manner });
    await using client = clientOver(proxy.url.replace('://', '://user:sesame@'), { connectTimeout: 300 });
    const error = await client.fetch('https://upstream.example/').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      message,
      fields: { host: 'upstream.example', proxy: `127.0.0.1:${proxy.port}` },
    });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/sesame|dXNlcjpzZXNhbWU=/);
    await eventually('the proxy is let go of', () => proxy.open === 0);
  });

  it('says so where nothing listens, for http and https', async () => {
    await using client = clientOver('http://127.0.0.1:9');
    for (const url of ['http://upstream.example/', 'https://upstream.example/']) {
      await expect(client.fetch(url)).rejects.toMatchObject({
        code: 'network',
        message: 'the proxy could not be reached',
        fields: { cause: 'ECONNREFUSED' },
      });
    }
  });

  it('a 407 to a whole address is the proxy speaking, other answers are taken for the upstream', async () => {
    await using locked = await startProxy({}, { manner: 407 });
    await using client = clientOver(locked.url);
    await expect(client.fetch('http://upstream.example/')).rejects.toMatchObject({
      code: 'network',
      fields: { host: 'upstream.example', status: 407 },
    });
    await using upstream = await startServer((_request, response) => response.writeHead(407).end('odd'));
    await using direct = createTestClient();
    await expect(direct.fetch(upstream.url)).rejects.toMatchObject({
      code: 'upstream-status',
      fields: { status: 407 },
    });
    await using broken = await startProxy({});
    await using other = clientOver(broken.url);
    expect((await other.fetch('http://unknown.example/')).status).toBe(502);
  });

  it('TLS that fails in the tunnel is told of the host', async () => {
    trustTestAuthority();
    await using upstream = await startTlsServer((_request, response) => response.end());
    await using proxy = await startProxy({ 'other.example': upstream.port });
    await using client = clientOver(proxy.url);
    await expect(client.fetch('https://other.example/')).rejects.toMatchObject({
      code: 'network',
      fields: { host: 'other.example', cause: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
    await eventually('the proxy is let go of', () => proxy.open === 0);
  });

  it('a redirect is looked at again: no private address, no credentials for another origin', async () => {
    await using upstream = await startServer((request, response) => {
      const location = request.url === '/private' ? 'http://10.0.0.1/' : 'http://next.example/';
      if (request.headers.host === 'next.example') response.end(request.headers.authorization ?? 'none');
      else response.writeHead(302, { location }).end();
    });
    await using proxy = await startProxy({ 'first.example': upstream.port, 'next.example': upstream.port });
    await using client = clientOver(proxy.url);
    const headers = { authorization: 'Bearer hf_secret' };
    expect(await (await client.fetch('http://first.example/', { headers })).text()).toBe('none');
    await expect(client.fetch('http://first.example/private')).rejects.toBeInstanceOf(ForbiddenAddressError);
    expect(proxy.asked.filter((line) => line.includes('10.0.0.1'))).toEqual([]);
  });

  it('a tunnel that is still being opened ends with the client', async () => {
    await using proxy = await startProxy({}, { manner: 'silent' });
    const client = clientOver(proxy.url, { connectTimeout: 60_000 });
    const refused = expect(client.fetch('https://upstream.example/')).rejects.toMatchObject({
      name: 'AbortError',
    });
    await eventually('the proxy is asked', () => proxy.asked.length === 1);
    await client.close();
    await refused;
    await eventually('the proxy is let go of', () => proxy.open === 0);
  });
});

describe('no proxy is asked', () => {
  const private4 = [
    '10.0.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0x0a.1',
    '167772161',
    '012.0.0.1',
    '10.0.0.1.',
  ];
  const private6 = [
    '[fd00::1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::10.0.0.1]',
    '[fe80::1]',
  ];

  it('for private addresses that are written as such', async () => {
    await using proxy = await startProxy({});
    await using client = clientOver(proxy.url);
    for (const host of [...private4, ...private6]) {
      for (const protocol of ['http', 'https']) {
        const url = `${protocol}://${host}/`;
        await expect(client.fetch(url), url).rejects.toBeInstanceOf(ForbiddenAddressError);
      }
    }
    expect(proxy.asked).toEqual([]);
  });

  it('for this machine, however it is written, allowed or not', async () => {
    await using server = await startServer((_request, response) => response.end('direct'));
    await using proxy = await startProxy({});
    await using client = clientOver(proxy.url);
    const hosts = [
      '127.0.0.1',
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      '2130706433',
      '127.1',
      '0',
    ];
    for (const host of [...hosts, '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:0.0.0.0]']) {
      const url = `http://${host}:${server.port}/`;
      await expect(client.fetch(url), url).rejects.toBeInstanceOf(ForbiddenAddressError);
    }
    for (const host of hosts) {
      const url = `http://${host}:${server.port}/`;
      const response = await client.fetch(url, { modelwatch: { allowPrivateNetwork: true } });
      expect(await response.text(), url).toBe('direct');
    }
    expect(proxy.asked).toEqual([]);
  });

  it('for what NO_PROXY excepts; what it excepts is looked at as ever', async () => {
    await using server = await startServer((_request, response) => response.end('direct'));
    await using proxy = await startProxy({});
    const proxies = { http: proxy.url, https: null, exceptions: ['upstream.example'] };
    await using client = clientOver(proxy.url, { proxies });
    const url = `http://upstream.example:${server.port}/`;
    await expect(client.fetch(url)).rejects.toBeInstanceOf(ForbiddenAddressError);
    const response = await client.fetch(url, { modelwatch: { allowPrivateNetwork: true } });
    expect(await response.text()).toBe('direct');
    expect(proxy.asked).toEqual([]);
  });
});

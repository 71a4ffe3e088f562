import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ForbiddenAddressError, NetworkError } from '../../src/errors.ts';
import { isForbiddenAddress } from '../../src/http/address-guard.ts';
import { startServer } from './local-server.ts';
import { createTestClient } from './test-client.ts';

const FORBIDDEN = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.127.255.255',
  '169.254.169.254',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:0:127.0.0.1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '2002:7f00:1::',
  '2001:0:4136:e378::',
  '2001:db8::1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  'localhost',
  '',
];

const ALLOWED = [
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '18.164.174.23',
  '2600:9000:2251::1',
  '64:ff9b::8.8.8.8',
];

describe('isForbiddenAddress', () => {
  it.each(FORBIDDEN)('refuses %s', (address) => expect(isForbiddenAddress(address)).toBe(true));
  it.each(ALLOWED)('allows %s', (address) => expect(isForbiddenAddress(address)).toBe(false));
});

function resolveTo(...addresses: string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_name, _options, callback) => callback(null, found);
}

describe('the address guard', () => {
  const spellings = (port: number) => [
    `http://127.0.0.1:${port}/`,
    `http://2130706433:${port}/`,
    `http://0x7f.1:${port}/`,
    `http://0.0.0.0:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://0177.0.0.1:${port}/`,
    `http://127.1:${port}/`,
    `http://127.0.0.1.:${port}/`,
    `http://１２７.0.0.1:${port}/`,
    `http://[::]:${port}/`,
    `http://[::ffff:7f00:1]:${port}/`,
    `http://[::ffff:0:7f00:1]:${port}/`,
    `http://[64:ff9b::127.0.0.1]:${port}/`,
    `http://localhost:${port}/`,
    `http://localhost.:${port}/`,
  ];

  it('refuses this machine however it is written', async () => {
    await using server = await startServer((_request, response) => response.end('reached'));
    await using client = createTestClient({ allowPrivateNetwork: false });
    for (const url of spellings(server.port)) {
      await expect(client.fetch(url), url).rejects.toBeInstanceOf(ForbiddenAddressError);
    }
    expect(server.requests).toHaveLength(0);
  });

  it('refuses a name that resolves to a private address', async () => {
    await using server = await startServer((_request, response) => response.end('reached'));
    await using client = createTestClient({ allowPrivateNetwork: false, lookup: resolveTo('127.0.0.1') });
    await expect(client.fetch(`http://innocent.example:${server.port}/`)).rejects.toMatchObject({
      code: 'forbidden-address',
      advice: 'give-up',
      fields: { host: 'innocent.example' },
    });
    expect(server.requests).toHaveLength(0);
  });

  it('is not taken in by a name that resolves otherwise a moment later', async () => {
    await using server = await startServer((_request, response) => response.end('reached'));
    let asked = 0;
    // The first answer is public (and reached by nobody, see the time-out), every later one private.
    const rebinding: LookupFunction = (name, options, callback) =>
      resolveTo(asked++ === 0 ? '192.88.98.1' : '127.0.0.1')(name, options, callback);
    await using client = createTestClient({
      allowPrivateNetwork: false,
      lookup: rebinding,
      connectTimeout: 200,
    });
    const url = `http://rebinding.example:${server.port}/`;
    await expect(client.fetch(url)).rejects.toBeInstanceOf(NetworkError);
    // Looked at again is connected anew: what was allowed before counts for nothing.
    await expect(client.fetch(url)).rejects.toBeInstanceOf(ForbiddenAddressError);
    expect([asked, server.requests.length]).toEqual([2, 0]);
  });

  it('connects to no private address that stands beside a public one', async () => {
    await using server = await startServer((_request, response) => response.end('reached'));
    await using client = createTestClient({
      allowPrivateNetwork: false,
      connectTimeout: 300,
      lookup: resolveTo('127.0.0.1', '240.0.0.1', '10.0.0.1'),
    });
    await expect(client.fetch(`http://mixed.example:${server.port}/`)).rejects.toBeInstanceOf(
      ForbiddenAddressError,
    );
    expect(server.requests).toHaveLength(0);
  });

  it('lets one request through that may, and not the next one over the same connection', async () => {
    await using server = await startServer((_request, response) => response.end('reached'));
    await using client = createTestClient({ allowPrivateNetwork: false });
    const allowed = await client.fetch(server.url, { modelwatch: { allowPrivateNetwork: true } });
    expect(await allowed.text()).toBe('reached');
    await expect(client.fetch(server.url)).rejects.toBeInstanceOf(ForbiddenAddressError);
  });

  it('connects to the address that was checked', async () => {
    await using server = await startServer((_request, response) => response.end('reached'));
    await using client = createTestClient({ lookup: resolveTo('127.0.0.1') });
    const response = await client.fetch(`http://hub.example:${server.port}/`);
    expect(await response.text()).toBe('reached');
    expect(server.requests[0]?.headers.host).toBe(`hub.example:${server.port}`);
  });

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'data:text/plain,x', 'blob:x'])(
    'refuses %s',
    async (url) => {
      await using client = createTestClient();
      await expect(client.fetch(url)).rejects.toBeInstanceOf(ForbiddenAddressError);
    },
  );

  it('says that a name does not resolve, or nothing listens, as NetworkError', async () => {
    const failing: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), '', 0);
    await using unresolved = createTestClient({ lookup: failing });
    await expect(unresolved.fetch('http://nowhere.example/secret')).rejects.toMatchObject({
      code: 'network',
      fields: { host: 'nowhere.example', cause: 'ENOTFOUND' },
    });
    await using client = createTestClient();
    const { port } = await (async () => {
      await using closed = await startServer(() => {});
      return { port: closed.port };
    })();
    await expect(client.fetch(`http://127.0.0.1:${port}/`)).rejects.toBeInstanceOf(NetworkError);
  });
});

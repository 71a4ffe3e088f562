import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { describe, expect, it, test } from 'vitest';
import { parseListen, urlOf } from '../../src/web/listen-address.ts';
import { startWebServer } from '../../src/web/server.ts';
import type { WebEnv } from '../../src/web/web-env.ts';
import { startSite } from './site.ts';

describe('--listen', () => {
  it.each([
    [undefined, 'http://127.0.0.1:8787'],
    ['localhost:80', 'http://localhost:80'],
    ['0.0.0.0:8080', 'http://0.0.0.0:8080'],
    ['[::1]:8787', 'http://[::1]:8787'],
  ])('%s', (text, url) => {
    const listen = parseListen(text);
    expect(listen === null ? null : urlOf(listen)).toBe(url);
  });

  it('off is no page', () => {
    expect(parseListen('off')).toBeNull();
  });

  it.each(['8787', ':8787', 'localhost', '::1:8787', '127.0.0.1:99999', 'http://127.0.0.1:8787', ''])(
    '"%s" is refused with how to write it',
    (text) => {
      expect(() => parseListen(text)).toThrow(
        expect.objectContaining({ problems: [expect.stringContaining('HOST:PORT')] }),
      );
    },
  );
});

test('a port that is taken is said', async () => {
  const site = await startSite();
  const listen = { host: '127.0.0.1', port: Number(new URL(site.url).port) };
  await expect(startWebServer({ app: new Hono<WebEnv>(), listen })).rejects.toMatchObject({
    code: 'listen-taken',
    fields: { listen: site.url },
  });
});

test('what is being answered may end when it stops; what would not end is cut off', async () => {
  const app = new Hono<WebEnv>();
  app.get('/soon', async (c) => {
    await delay(200);
    return c.text('answered');
  });
  app.get('/never', () => new Promise<Response>(() => {}));
  const server = await startWebServer({ app, listen: { host: '127.0.0.1', port: 0 } });
  const soon = fetch(`${server.url}/soon`).then((response) => response.text());
  const never = fetch(`${server.url}/never`).then(
    () => 'answered',
    () => 'cut off',
  );
  await delay(50);
  const asked = performance.now();
  await server.stop(600);
  expect(await soon).toBe('answered');
  expect(await never).toBe('cut off');
  expect(performance.now() - asked).toBeLessThan(1500);
  await expect(fetch(server.url)).rejects.toThrow();
});

test('every answer says what a browser may do with it', async () => {
  const site = await startSite();
  for (const path of ['/sign-in', '/nowhere', '/robots.txt', '/api/v1/nothing']) {
    const { headers } = await site.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|script-src|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
});

test('the style sheet has a name of its own for each content, and is kept for good', async () => {
  const site = await startSite();
  const page = await site.get('/sign-in');
  const path = /<link rel="stylesheet" href="([^"]+)"/.exec(page.text)?.[1] ?? '';
  expect(path).toMatch(/^\/assets\/style-[0-9a-f]{12}\.css$/);
  const style = await site.get(path, { 'accept-encoding': 'br' });
  expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(style.headers.get('cache-control')).toContain('immutable');
});

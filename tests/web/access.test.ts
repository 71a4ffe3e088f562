import { request } from 'node:http';
import { describe, expect, it, test } from 'vitest';
import { revokeToken } from '../../src/store/tokens.ts';
import { startWeb } from '../../src/web/start-web.ts';
import { DAY, startRig } from '../pipeline/rig.ts';
import { cookieOf, formTokenIn, type Site, startSite } from './site.ts';

describe('reading', () => {
  it('is open on this machine, and only there', async () => {
    const site = await startSite();
    expect((await site.get('/sign-in')).status).toBe(200);
    expect((await site.get('/nowhere')).status).toBe(404);
    const forwarded = await site.get('/nowhere?x=1', { 'x-forwarded-for': '203.0.113.9' });
    expect(forwarded.status).toBe(303);
    expect(forwarded.headers.get('location')).toBe('/sign-in?to=%2Fnowhere%3Fx%3D1');
  });

  it('takes a token where web.yaml says so, and none where it says that it is open', async () => {
    const closed = await startSite({ web: { reading: 'token' } });
    expect((await closed.get('/nowhere')).status).toBe(303);
    const open = await startSite({ web: { reading: 'open', publicUrl: 'https://models.example.org' } });
    const forwarded = { 'x-forwarded-for': '203.0.113.9' };
    expect((await open.get('/nowhere', forwarded)).status).toBe(404);
  });

  it('takes a token where a public address is named', async () => {
    const site = await startSite({ web: { publicUrl: 'https://models.example.org' } });
    expect((await site.get('/nowhere')).status).toBe(303);
  });

  it('is refused to programs in their own form', async () => {
    const site = await startSite({ web: { reading: 'token' } });
    const answer = await site.get('/api/v1/releases');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(answer.text)).toMatchObject({ status: 401, code: 'token-missing' });
  });

  it('is allowed by a bearer token until it is revoked', async () => {
    const site = await startSite({ web: { reading: 'token' } });
    const token = await site.token('read');
    const headers = { authorization: `Bearer ${token.text}` };
    expect((await site.get('/nowhere', headers)).status).toBe(404);
    await site.rig.runtime.database.write((tx) => revokeToken(tx, token.id, site.rig.clock.now()));
    const refused = await site.get('/nowhere', headers);
    expect(refused.status).toBe(401);
    expect(JSON.parse(refused.text).code).toBe('token-invalid');
  });
});

describe('a browser that signs in', () => {
  it('gets a cookie that no script reads and no other site sends, and goes on to where it wanted', async () => {
    const site = await startSite({ web: { reading: 'token' } });
    const token = await site.token('read');
    const answer = await site.post('/sign-in', { token: token.text, to: '/catalog?kind=llm' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/catalog?kind=llm');
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    // No moment: by the clock of the browser it may have passed.
    expect(cookie).toMatch(/Max-Age=2592000/);
    expect(cookie).not.toMatch(/Expires/);
    expect(cookie).not.toContain(token.text);
    expect(cookie).not.toMatch(/Secure/);
    expect((await site.get('/nowhere', { cookie: cookieOf(answer) })).status).toBe(404);
  });

  it('gets a cookie for https alone where it came by the public address', async () => {
    const site = await startSite({ web: { publicUrl: 'https://models.example.org' } });
    const token = await site.token('read');
    const answer = await askAs(site, 'models.example.org', `token=${token.text}`);
    expect(answer.status).toBe(303);
    expect(answer.cookie).toMatch(/; Secure/);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/sign-out'])(
    'is never led to %s',
    async (to) => {
      const site = await startSite();
      const token = await site.token('read');
      const answer = await site.post('/sign-in', { token: token.text, to });
      expect(answer.headers.get('location')).toBe('/');
    },
  );

  it('is signed out by its own wish, with the token, and when that has run out', async () => {
    const site = await startSite({ web: { reading: 'token' } });
    const wished = await site.signIn((await site.token('read')).text);
    const page = await site.get('/nowhere', { cookie: wished });
    const out = await site.post(
      '/sign-out',
      { form: formTokenIn(page.text) },
      { cookie: wished, origin: site.url },
    );
    expect(out.status).toBe(303);
    expect((await site.get('/nowhere', { cookie: wished })).status).toBe(303);

    const revoked = await site.token('read');
    const cookie = await site.signIn(revoked.text);
    await site.rig.runtime.database.write((tx) => revokeToken(tx, revoked.id, site.rig.clock.now()));
    expect((await site.get('/nowhere', { cookie })).status).toBe(303);

    const short = await site.token('read', site.rig.clock.now() + DAY);
    const brief = await site.signIn(short.text);
    site.rig.advance(DAY);
    expect((await site.get('/nowhere', { cookie: brief })).status).toBe(303);
  });

  it('is told when it is wrong, and has to wait when it is wrong too often', async () => {
    const site = await startSite();
    const token = await site.token('read');
    const wrong = `${token.text.slice(0, -1)}${token.text.endsWith('A') ? 'B' : 'A'}`;
    for (let attempt = 0; attempt < 10; attempt++) {
      const answer = await site.post('/sign-in', { token: wrong });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('role="alert"');
      expect(answer.text).not.toContain(wrong);
    }
    const refused = await site.post('/sign-in', { token: token.text });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBe(900);
    site.rig.advance(15 * 60_000);
    expect((await site.post('/sign-in', { token: token.text })).status).toBe(303);
  });
});

describe('a form', () => {
  const forms: readonly [string, Readonly<Record<string, string>>][] = [
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from another name of the same site', { 'sec-fetch-site': 'same-site' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from nowhere', {}],
    ['from a page in a box', { origin: 'null' }],
  ];
  it.each(forms)('%s is refused', async (_, headers) => {
    const site = await startSite();
    const token = await site.token('write');
    const answer = await site.post('/sign-in', { token: token.text }, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('that was made for another session is refused', async () => {
    const site = await startSite();
    const cookie = await site.signIn((await site.token('write')).text);
    const other = await site.signIn((await site.token('write')).text);
    const page = await site.get('/nowhere', { cookie: other });
    const answer = await site.post(
      '/sign-out',
      { form: formTokenIn(page.text) },
      { cookie, origin: site.url },
    );
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('too old');
  });

  it('that is too large, or none, is refused', async () => {
    const site = await startSite();
    expect((await site.post('/sign-in', { token: 'x'.repeat(20_000) })).status).toBe(413);
    expect((await site.post('/sign-in', { token: 'x'.repeat(100_000) })).status).toBe(413);
    const json = { origin: site.url, 'content-type': 'application/json' };
    expect((await site.post('/sign-in', {}, json)).status).toBe(400);
  });
});

test('another name that points to this machine reads nothing', async () => {
  const site = await startSite();
  expect((await askAs(site, 'evil.example')).status).toBe(421);
  expect((await askAs(site, '127.0.0.1.evil.example')).status).toBe(421);
  expect((await askAs(site, 'localhost:8787')).status).toBe(200);
  expect((await askAs(site, '[::1]:8787')).status).toBe(200);
});

test('where others could reach it, it is served only when there is a token', async () => {
  await using rig = await startRig({ orgs: [] });
  await expect(startWeb(rig.runtime, { host: '0.0.0.0', port: 0 })).rejects.toMatchObject({
    code: 'listen-without-token',
    problems: [expect.stringContaining('token create')],
  });
});

test('nobody else reads without a token where others can reach it', async () => {
  const first = await startSite();
  await first.token('read');
  const { serve } = await import('./site.ts');
  const site = await serve(first.rig, { host: '0.0.0.0' });
  expect((await site.get('/nowhere')).status).toBe(303);
});

/** With a Host header of one's own, which fetch does not allow. */
function askAs(site: Site, host: string, form?: string): Promise<{ status: number; cookie: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      host,
      ...(form === undefined
        ? {}
        : { origin: `https://${host}`, 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const method = form === undefined ? 'GET' : 'POST';
    const asked = request(`${site.url}/sign-in`, { headers, method }, (response) => {
      response.resume();
      const cookie = response.headers['set-cookie']?.[0] ?? '';
      response.once('end', () => resolve({ status: response.statusCode ?? 0, cookie }));
    });
    asked.once('error', reject).end(form);
  });
}

import { describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE } from '../../pipeline/rig.ts';
import { type Served, type ServedOptions, startServed } from './served.ts';

async function serve(options: ServedOptions = {}): Promise<Served> {
  const served = await startServed(options);
  onTestFinished(() => served[Symbol.asyncDispose]());
  return served;
}

describe('writing', () => {
  it('takes a token that may, whoever may read', async () => {
    const served = await serve({ web: { reading: 'open' } });
    const [alert] = (await served.read<{ items: { id: string }[] }>('/alerts')).items;
    const reads = `Bearer ${await served.token('read')}`;
    for (const path of ['/refresh', `/alerts/${alert?.id}/retry`]) {
      const ask = (headers: Record<string, string>) =>
        served.ask(`/api/v1${path}`, { method: 'POST', headers: { origin: served.url, ...headers } });
      const without = await ask({});
      expect(without.status).toBe(401);
      expect(JSON.parse(without.text)).toMatchObject({ code: 'token-missing' });
      expect(without.headers.get('www-authenticate')).toContain('Bearer');
      expect((await ask({ authorization: 'Bearer mw_wrong' })).status).toBe(401);
      const reading = await ask({ authorization: reads });
      expect(reading.status).toBe(403);
      expect(JSON.parse(reading.text)).toMatchObject({ code: 'token-reads-only' });
    }
    expect((await served.read<{ items: object[] }>('/alerts?limit=1')).items).toHaveLength(1);
  });

  it('takes no cookie for a token', async () => {
    const served = await serve();
    const form = new URLSearchParams({ token: await served.token('write') });
    const signed = await served.ask('/sign-in', {
      method: 'POST',
      body: form,
      headers: { origin: served.url },
    });
    const cookie = signed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(cookie).not.toBe('');
    const headers = { cookie, origin: served.url };
    const answer = await served.ask('/api/v1/refresh', { method: 'POST', headers });
    expect(JSON.parse(answer.text)).toMatchObject({ status: 401, code: 'token-missing' });
  });
});

describe('reading', () => {
  it('takes a token where that is said', async () => {
    const served = await serve({ web: { reading: 'token' } });
    const without = await served.ask('/api/v1/releases');
    expect(without.status).toBe(401);
    expect(without.headers.get('content-type')).toContain('application/problem+json');
    const headers = { authorization: `Bearer ${await served.token('read')}` };
    expect((await served.ask('/api/v1/releases', { headers })).status).toBe(200);
    expect((await served.ask('/feeds/releases.atom')).status).toBe(401);
    expect((await served.ask('/feeds/releases.atom', { headers })).status).toBe(200);
  });
});

describe('how often somebody may ask', () => {
  it('is counted for each address and each token, and begins again with the next minute', async () => {
    const served = await serve({ web: { requestsPerMinute: 3 } });
    const ask = (headers: Record<string, string> = {}) => served.ask('/api/v1/labs', { headers });
    for (const left of [2, 1, 0]) {
      const answer = await ask();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('ratelimit')).toBe(`"default";r=${left};t=60`);
      expect(answer.headers.get('ratelimit-policy')).toBe('"default";q=3;w=60');
    }
    served.rig.advance(15_000);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('45');
    expect(refused.headers.get('ratelimit')).toBe('"default";r=0;t=45');
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'too-many-requests', status: 429 });
    const one = { authorization: `Bearer ${await served.token('read')}` };
    const other = { authorization: `Bearer ${await served.token('read')}` };
    expect((await ask(one)).headers.get('ratelimit')).toBe('"default";r=2;t=60');
    expect((await ask(other)).headers.get('ratelimit')).toBe('"default";r=2;t=60');
    served.rig.advance(MINUTE);
    expect((await ask()).headers.get('ratelimit')).toBe('"default";r=2;t=60');
  });

  it('counts what cannot be understood, too', async () => {
    const served = await serve({ web: { requestsPerMinute: 1 } });
    const wrong = await served.ask('/api/v1/releases?limit=0');
    expect(wrong.status).toBe(400);
    expect((await served.ask('/api/v1/releases?limit=0')).status).toBe(429);
  });
});

describe('pages of other origins', () => {
  const FRIEND = 'https://friend.example';

  it('may read where that is said, and never write', async () => {
    const served = await serve({ web: { cors: [FRIEND] } });
    const answer = await served.ask('/api/v1/labs', { headers: { origin: FRIEND } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(answer.headers.get('vary')).toContain('Origin');
    const preflight = await served.ask('/api/v1/labs', {
      method: 'OPTIONS',
      headers: { origin: FRIEND, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
    // Why it is refused can be read, too.
    const wrong = await served.ask('/api/v1/nothing', {
      headers: { origin: FRIEND, authorization: 'Bearer x' },
    });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('access-control-allow-origin')).toBe(FRIEND);
  });

  it.each([
    'https://stranger.example',
    'null',
    'https://friend.example.evil.example',
    'http://friend.example',
  ])('may not otherwise: %s', async (origin) => {
    const served = await serve({ web: { cors: [FRIEND] } });
    const answer = await served.ask('/api/v1/labs', { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    const headers = { origin, 'access-control-request-method': 'GET' };
    const preflight = await served.ask('/api/v1/labs', { method: 'OPTIONS', headers });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may all read where that is said', async () => {
    const served = await serve({ web: { cors: ['*'] } });
    const answer = await served.ask('/feeds/releases.json', {
      headers: { origin: 'https://anyone.example' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('may not unless told', async () => {
    const served = await serve();
    const answer = await served.ask('/api/v1/labs', { headers: { origin: 'https://anyone.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { eventually } from '../eventually.ts';
import { type RedisServer, redisIsSkipped, startRedis } from '../servers/redis.ts';
import { type Site, startSite } from './site.ts';

interface ShownQueue {
  readonly name: string;
  readonly readOnlyMode: boolean;
  readonly counts: Readonly<Record<string, number>>;
}

describe.skipIf(redisIsSkipped)('what Redis carries', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => await redis.stop());

  async function startWithRedis(): Promise<Site> {
    return await startSite({ orgs: ['Qwen'], environment: { REDIS_URL: redis.url } });
  }

  it('is shown to who has a token, on this machine too', async () => {
    const site = await startWithRedis();
    const refused = await site.get('/queues');
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fqueues']);
    expect((await site.get('/queues/api/queues')).status).toBe(401);
    const cookie = await site.signIn((await site.token('read')).text);
    const shown = await site.get('/queues', { cookie });
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(shown.text).not.toMatch(/https?:\/\/(?!www\.w3\.org)|<style| style="/);
    expect(shown.text).toContain('<base href="/queues/"');
    const scripts = [...shown.text.matchAll(/src="(static\/[^"]+\.js)"/g)].map(([, src]) => src);
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) {
      const answer = await site.get(`/queues/${script}`, { cookie });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        expect.stringMatching(/javascript/),
      ]);
    }
    expect((await site.get(`/queues/${scripts[0]}`)).status).toBe(303);
  });

  it('are the errands of this store, by kind of job', async () => {
    const site = await startWithRedis();
    const { runtime, clock } = site.rig;
    const queue = await runtime.openQueue();
    await queue.start({ work: false, tick: null });
    onTestFinished(async () => void (await queue.stop(100)));
    const wanted = { kind: 'prune', key: 'all', lane: 'prune', runAt: clock.now() } as const;
    queue.announce(await runtime.database.write((tx) => enqueueJobs(tx, [wanted], clock.now())));
    const authorization = `Bearer ${(await site.token('read')).text}`;
    const queues = async () => {
      const { text } = await site.get('/queues/api/queues', { authorization });
      return (JSON.parse(text) as { readonly queues: readonly ShownQueue[] }).queues;
    };
    const prune = async () => (await queues()).find(({ name }) => name.endsWith('-prune'));
    await eventually('it is carried', async () => (await prune())?.counts.waiting === 1);
    expect(await prune()).toMatchObject({ readOnlyMode: true });
    expect((await queues()).map(({ name }) => name.replace(/^modelwatch-[0-9a-f]{8}-/, ''))).toEqual(
      expect.arrayContaining(['poll-huggingface', 'deliver', 'tick']),
    );
  });

  it('cannot be changed, also with a token to write', async () => {
    const site = await startWithRedis();
    const authorization = `Bearer ${(await site.token('write')).text}`;
    const response = await fetch(`${site.url}/queues/api/queues/any/pause`, {
      method: 'PUT',
      headers: { authorization, 'sec-fetch-site': 'same-origin' },
    });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('is an error while Redis is away, and is there again with it', async () => {
    const site = await startWithRedis();
    const authorization = `Bearer ${(await site.token('read')).text}`;
    const status = async () => (await site.get('/queues/api/queues', { authorization })).status;
    expect(await status()).toBe(200);
    await redis.stop();
    expect(await status()).toBeGreaterThanOrEqual(500);
    expect((await site.get('/healthz')).status).toBe(200);
    await redis.restart();
    await eventually('it is there again', async () => (await status()) === 200);
  });
});

it('without Redis there is nothing of it', async () => {
  const site = await startSite();
  const authorization = `Bearer ${(await site.token('read')).text}`;
  expect((await site.get('/queues', { authorization })).status).toBe(404);
});

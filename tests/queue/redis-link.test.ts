import { Queue as BullQueue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimitedError, UsageError } from '../../src/errors.ts';
import { BullmqQueue } from '../../src/queue/bullmq.ts';
import { withoutPassword } from '../../src/queue/redis-link.ts';
import { completeJob } from '../../src/store/jobs.ts';
import { eventually } from '../eventually.ts';
import { type RedisServer, redisIsSkipped, startRedis } from '../servers/redis.ts';
import { sqlite } from '../store/stores.ts';
import { type Bench, defineJob, jobsLeft, type QueueParts, Workshop } from './workshop.ts';

describe.skipIf(redisIsSkipped)('the queue and its Redis', () => {
  let redis: RedisServer;
  let workshop: Workshop;
  const logged = { warn: vi.fn(), info: vi.fn() };

  beforeEach(async () => {
    vi.clearAllMocks();
    redis = await startRedis();
    workshop = new Workshop({ store: sqlite, makeQueue: makeQueue() });
  });
  afterEach(async () => {
    await workshop.close();
    await redis.stop();
  });

  function makeQueue(address?: string, sweepEvery = 300) {
    return (parts: QueueParts) => {
      const log = Object.assign(Object.create(parts.log), logged);
      return new BullmqQueue({ ...parts, log, redisUrl: address ?? redis.url, storeId: 'test', sweepEvery });
    };
  }

  async function openBench(ran: string[] = []): Promise<Bench> {
    return await workshop.bench((database) => [
      defineJob({
        handle: async (job) => {
          ran.push(job.key);
          await database.write((tx) => completeJob(tx, job));
        },
      }),
    ]);
  }

  it('carries one job for a row that is announced twice, and nothing but its id', async () => {
    const bench = await workshop.bench(() => []);
    await bench.queue.start();
    const runAt = workshop.clock.now() + 60_000;
    await bench.enqueue({ key: 'now' }, { key: 'later', runAt });
    await bench.enqueue({ key: 'now' }, { key: 'later', runAt });
    const carried = new BullQueue('modelwatch-test-deliver', { connection: { url: redis.url } });
    const counts = () => carried.getJobCounts('wait', 'delayed');
    await eventually(
      'both are there',
      async () => (await counts()).delayed === 1 && (await counts()).wait === 1,
    );
    const [job] = await carried.getJobs(['wait']);
    expect(job?.data).toEqual({ row: expect.stringMatching(/^deliver:now:/) });
    await carried.close();
  });

  it('needs no sweep for what Redis keeps: lanes, parked jobs, jobs asked for again', async () => {
    await workshop.close();
    workshop = new Workshop({ store: sqlite, makeQueue: makeQueue(redis.url, 3_600_000) });
    const ran: string[] = [];
    const bench = await workshop.bench((database) => [
      defineJob({
        handle: async (job) => {
          ran.push(job.key);
          const first = ran.filter((key) => key === job.key).length === 1;
          if (first && job.key === 'parked') throw new RateLimitedError(workshop.clock.now() + 200);
          if (first && job.key === 'again') await bench.enqueue({ key: 'again', lane: 'lane-1' });
          await database.write((tx) => completeJob(tx, job));
        },
      }),
    ]);
    await bench.queue.start();
    const jobs = Array.from({ length: 60 }, (_, n) => ({ key: `job-${n}`, lane: `lane-${n % 3}` }));
    await bench.enqueue({ key: 'parked', lane: 'lane-0' }, { key: 'again', lane: 'lane-1' }, ...jobs);
    await eventually('no job is left', async () => (await jobsLeft(bench.database)) === 0);
    expect(ran).toHaveLength(64);
  });

  it('goes on after Redis was away, and says once that it is lost and once that it is back', async () => {
    const ran: string[] = [];
    const bench = await openBench(ran);
    await bench.queue.start();
    await bench.enqueue({ key: 'before' });
    await eventually('it ran', () => ran.length === 1);
    await redis.stop();
    await eventually('the loss is noticed', () => logged.warn.mock.calls.length > 0);
    await bench.enqueue({ key: 'meanwhile' });
    await redis.restart();
    await eventually('what came meanwhile ran', async () => (await jobsLeft(bench.database)) === 0);
    await bench.enqueue({ key: 'after' });
    await eventually('it ran', () => ran.length === 3);
    expect(ran).toEqual(['before', 'meanwhile', 'after']);
    expect(logged.warn.mock.calls).toEqual([[expect.stringMatching(/^the connection to Redis is lost/)]]);
    expect(logged.info.mock.calls).toEqual([['the connection to Redis is back']]);
  });

  it('stops at once while Redis is away', async () => {
    const bench = await openBench();
    await bench.queue.start();
    await redis.stop();
    await eventually('the loss is noticed', () => logged.warn.mock.calls.length > 0);
    const began = performance.now();
    expect(await bench.queue.stop(5_000)).toBe(0);
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it('refuses to start without Redis, and keeps the password to itself', async () => {
    await redis.stop();
    workshop = new Workshop({
      store: sqlite,
      makeQueue: makeQueue(redis.url.replace('://', '://worker:secret-word@')),
    });
    const bench = await openBench();
    const error = await bench.queue.start().catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({
      code: 'redis-unreachable',
      problems: [expect.stringMatching(/^redis:\/\/worker:\*\*\*@127\.0\.0\.1:\d+: .*ECONNREFUSED/)],
    });
    expect(JSON.stringify(error)).not.toContain('secret-word');
  });

  it('warns once of a Redis that may drop jobs', async () => {
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    client.disconnect();
    const onConsole = vi.spyOn(console, 'warn');
    const ran: string[] = [];
    const bench = await openBench(ran);
    await bench.queue.start();
    await bench.enqueue({ key: 'it' });
    await eventually('it ran', () => ran.length === 1);
    expect(logged.warn.mock.calls).toEqual([
      [{ policy: 'allkeys-lru' }, expect.stringMatching(/noeviction/)],
    ]);
    expect(onConsole).not.toHaveBeenCalled();
    onConsole.mockRestore();
  });
});

it('shows an address of Redis without its password', () => {
  expect(withoutPassword('redis://localhost:6379/2')).toBe('redis://localhost:6379/2');
  expect(withoutPassword('rediss://:p%40ss@cache.example:6380')).toBe('rediss://:***@cache.example:6380');
  expect(withoutPassword('redis://localhost?password=pass&db=1')).toBe('redis://localhost?password=***&db=1');
  expect(withoutPassword('no address')).toBe('REDIS_URL');
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BullmqQueue } from '../../src/queue/bullmq.ts';
import { EmbeddedQueue } from '../../src/queue/embedded.ts';
import { noteTick, sinceLastTick } from '../../src/store/ticks.ts';
import { eventually } from '../eventually.ts';
import { type RedisServer, redisIsSkipped, startRedis } from '../servers/redis.ts';
import { sqlite } from '../store/stores.ts';
import { type Bench, Workshop } from './workshop.ts';

/** A process that schedules and works not, and the times of its ticks. */
async function startScheduler(workshop: Workshop) {
  const bench = await workshop.bench(() => []);
  const ticks: number[] = [];
  await bench.queue.start({
    work: false,
    tick: async () => {
      ticks.push(performance.now());
      await bench.database.writeUnsynced((tx) => noteTick(tx));
    },
  });
  return { bench, ticks };
}

async function seconds(count: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, count * 1000));
}

describe('ticks without Redis', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop({ store: sqlite, makeQueue: (parts) => new EmbeddedQueue(parts) });
  });
  afterEach(async () => await workshop.close());

  it('come each second, until they are stopped', async () => {
    const { bench, ticks } = await startScheduler(workshop);
    expect(await sinceLastTick(bench.database.reader)).toBeNull();
    await eventually('it ticks', () => ticks.length >= 2);
    expect(await sinceLastTick(bench.database.reader)).toBeLessThan(2_000);
    await bench.queue.stopTicking();
    const before = ticks.length;
    await seconds(1.5);
    expect(ticks).toHaveLength(before);
  });

  it('one that fails is followed by the next, and one that is slow by no other meanwhile', async () => {
    const bench = await workshop.bench(() => []);
    const hold = Promise.withResolvers<void>();
    let ticks = 0;
    await bench.queue.start({
      work: false,
      tick: async () => {
        if (++ticks === 1) throw new Error('the first one fails');
        await hold.promise;
      },
    });
    await eventually('the second one came', () => ticks === 2);
    await seconds(2);
    expect(ticks).toBe(2);
    hold.resolve();
    await eventually('a third one came', () => ticks === 3);
  });

  it('a process that schedules runs no job', async () => {
    const { bench } = await startScheduler(workshop);
    await bench.enqueue({ key: 'for others' });
    await seconds(1);
    const rows = await bench.database.reader.selectFrom('jobs').select(['key', 'state']).execute();
    expect(rows).toEqual([{ key: 'for others', state: 'ready' }]);
  });
});

describe.skipIf(redisIsSkipped)('ticks by Redis', () => {
  let redis: RedisServer;
  let workshop: Workshop;
  const warn = vi.fn();

  beforeEach(async () => {
    warn.mockReset();
    redis = await startRedis();
    workshop = new Workshop({
      store: sqlite,
      makeQueue: (parts) => {
        const log = Object.assign(Object.create(parts.log), { warn });
        return new BullmqQueue({ ...parts, log, redisUrl: redis.url, storeId: 'test', silentAfter: 3_000 });
      },
    });
  });
  afterEach(async () => {
    await workshop.close();
    await redis.stop();
  });

  async function ticksIn(schedulers: readonly { readonly ticks: readonly number[] }[], count: number) {
    const before = schedulers.reduce((sum, { ticks }) => sum + ticks.length, 0);
    await seconds(count);
    return schedulers.reduce((sum, { ticks }) => sum + ticks.length, 0) - before;
  }

  it('are one for all schedulers, and go on when one of them ends', async () => {
    const [one, other] = [await startScheduler(workshop), await startScheduler(workshop)];
    await eventually('it ticks', () => one.ticks.length + other.ticks.length > 0);
    const together = await ticksIn([one, other], 4);
    expect(together).toBeGreaterThanOrEqual(3);
    expect(together).toBeLessThanOrEqual(6);
    await one.bench.queue.stop(1_000);
    expect(await ticksIn([other], 3)).toBeGreaterThanOrEqual(2);
    expect(warn).not.toHaveBeenCalled();
  });

  it('come again from a Redis that was emptied', async () => {
    const { ticks } = await startScheduler(workshop);
    await eventually('it ticks', () => ticks.length > 0);
    await seconds(3);
    await redis.empty();
    await eventually('the loss is noticed', () => warn.mock.calls.length > 0);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      { silence: expect.any(Number) },
      'Redis gave no tick: its schedule is made again',
    );
    expect(await ticksIn([{ ticks }], 4)).toBeGreaterThanOrEqual(3);
  });

  it('are made by each scheduler itself while Redis is away, and by Redis when it is back', async () => {
    const { bench, ticks } = await startScheduler(workshop);
    await eventually('it ticks', () => ticks.length > 0);
    await redis.stop();
    await eventually('the loss is noticed', () => bench.queue.trouble !== null);
    expect(await ticksIn([{ ticks }], 4)).toBeGreaterThanOrEqual(3);
    expect(warn.mock.calls.flat()).toContain(
      'while Redis is away, this scheduler looks by itself what is due',
    );
    await redis.restart();
    await eventually('it is back', () => bench.queue.trouble === null);
    const afterwards = await ticksIn([{ ticks }], 4);
    expect(afterwards).toBeGreaterThanOrEqual(3);
    expect(afterwards).toBeLessThanOrEqual(6);
  });

  it('who has no duties starts without Redis too, and finds it later', async () => {
    await redis.stop();
    const onlooker: Bench = await workshop.bench(() => []);
    await onlooker.queue.start({ work: false, tick: null });
    expect(onlooker.queue.trouble).toMatch(/Redis/);
    await redis.restart();
    await eventually('it is found', () => onlooker.queue.trouble === null);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { completeJob, type LeasedJob } from '../../src/store/jobs.ts';
import { eventually } from '../eventually.ts';
import type { QueueContract } from './queue-contract.ts';
import { defineJob, jobsLeft, Workshop } from './workshop.ts';

export function describeLeasing(contract: QueueContract): void {
  describe('leasing', () => {
    let workshop: Workshop;
    beforeEach(() => {
      workshop = new Workshop(contract);
    });
    afterEach(async () => await workshop.close());

    it('runs every job once and one job of a lane at a time, with two processes on one store', async () => {
      const record = new RunRecord();
      const definitions = (database: Database) => [defineJob({ handle: (job) => record.run(database, job) })];
      const first = await workshop.bench(definitions);
      const second = await workshop.bench(definitions);
      await first.queue.start();
      await second.queue.start();
      const keys = Array.from({ length: 60 }, (_, n) => `job-${n}`);
      const jobs = keys.map((key, n) => ({ key, lane: `lane-${n % 6}` }));
      await Promise.all([first.enqueue(...jobs.slice(0, 30)), second.enqueue(...jobs.slice(30))]);
      await eventually('no job is left', async () => (await jobsLeft(first.database)) === 0);
      expect(record.keys.toSorted()).toEqual(keys.toSorted());
      expect(record.mostInOneLane).toBe(1);
      expect(record.mostAtOnce).toBeGreaterThan(1);
    });

    it('runs the jobs of a lane in the order in which they were due', async () => {
      const record = new RunRecord();
      const bench = await workshop.bench((database) => [
        defineJob({ handle: (job) => record.run(database, job) }),
      ]);
      const now = workshop.clock.now();
      const due = [5, 2, 9, 2, 7, 1, 9, 3, 8, 2, 4, 6];
      await bench.enqueue(
        ...due.map((seconds, n) => ({
          key: `${seconds}-${n}`,
          lane: 'one',
          runAt: now - 60_000 + seconds * 1000,
        })),
      );
      await bench.queue.start();
      await eventually('no job is left', async () => (await jobsLeft(bench.database)) === 0);
      const inOrder = due
        .map((seconds, n) => ({ seconds, n }))
        .toSorted((a, b) => a.seconds - b.seconds || a.n - b.n);
      expect(record.keys).toEqual(inOrder.map(({ seconds, n }) => `${seconds}-${n}`));
    });

    it('lets no slow lane hold up another', async () => {
      const record = new RunRecord();
      const gate = Promise.withResolvers<void>();
      const bench = await workshop.bench((database) => [
        defineJob({
          concurrency: 2,
          handle: async (job) => {
            if (job.key === 'slow-1') await gate.promise;
            await record.run(database, job);
          },
        }),
      ]);
      await bench.queue.start();
      await bench.enqueue({ key: 'slow-1', lane: 'slow' }, { key: 'slow-2', lane: 'slow' });
      await bench.enqueue(
        ...Array.from({ length: 5 }, (_, n) => ({ key: `quick-${n}`, lane: `quick-${n}` })),
      );
      await eventually('the quick ones ran', () => record.keys.length === 5);
      expect(record.keys.every((key) => key.startsWith('quick-'))).toBe(true);
      gate.resolve();
      await eventually('no job is left', async () => (await jobsLeft(bench.database)) === 0);
      expect(record.keys.slice(-2)).toEqual(['slow-1', 'slow-2']);
    });

    it('finds rows that nobody announced', async () => {
      const record = new RunRecord();
      const definitions = (database: Database) => [defineJob({ handle: (job) => record.run(database, job) })];
      const writer = await workshop.bench(() => []);
      const worker = await workshop.bench(definitions);
      await writer.enqueue({ key: 'before' });
      await worker.queue.start();
      await writer.enqueue({ key: 'after' });
      await eventually('both ran', () => record.keys.length === 2);
    });
  });
}

/** Which jobs ran, and how many at once. */
class RunRecord {
  readonly keys: string[] = [];
  readonly #lanes = new Map<string, number>();
  mostInOneLane = 0;
  mostAtOnce = 0;

  async run(database: Database, job: LeasedJob): Promise<void> {
    const inLane = (this.#lanes.get(job.lane) ?? 0) + 1;
    this.#lanes.set(job.lane, inLane);
    this.mostInOneLane = Math.max(this.mostInOneLane, inLane);
    this.mostAtOnce = Math.max(
      this.mostAtOnce,
      this.#lanes.values().reduce((sum, count) => sum + count, 0),
    );
    this.keys.push(job.key);
    await delay(1);
    // Before the end of the job is visible to others.
    this.#lanes.set(job.lane, inLane - 1);
    await database.write((tx) => completeJob(tx, job));
  }
}

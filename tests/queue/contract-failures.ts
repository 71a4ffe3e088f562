import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RateLimitedError, StoreError, UpstreamError } from '../../src/errors.ts';
import type { Database } from '../../src/store/database.ts';
import { completeJob, type LeasedJob, listDeadJobs } from '../../src/store/jobs.ts';
import { eventually } from '../eventually.ts';
import type { QueueContract } from './queue-contract.ts';
import { defineJob, jobsLeft, readJob, Workshop } from './workshop.ts';

const MINUTE = 60_000;

export function describeFailures(contract: QueueContract): void {
  describe('failures', () => {
    let workshop: Workshop;
    beforeEach(() => {
      workshop = new Workshop(contract);
    });
    afterEach(async () => await workshop.close());

    /** The first runs throw these; the next one completes. Notes when each began. */
    function failing(database: Database, errors: readonly Error[], began: number[]) {
      return async (job: LeasedJob) => {
        began.push(workshop.clock.now());
        const error = errors[began.length - 1];
        if (error !== undefined) throw error;
        await database.write((tx) => completeJob(tx, job));
      };
    }

    it('goes on in a moment where the database was in the way, and costs no attempt', async () => {
      const began: number[] = [];
      const away = new StoreError('store-unreachable', 'away', {}, undefined, 'retry');
      const bench = await workshop.bench((database) => [
        defineJob({ handle: failing(database, [away, away], began), maxAttempts: 1 }),
      ]);
      await bench.queue.start();
      await bench.enqueue({ key: 'it' });
      await eventually('it is done', async () => (await jobsLeft(bench.database)) === 0, 30_000);
      expect(began).toHaveLength(3);
      expect(await listDeadJobs(bench.database.reader)).toEqual([]);
    });

    it('tries again after 1, 2, 4 minutes and up to a quarter more', async () => {
      const began: number[] = [];
      const jitter = [0, 0.5, 1];
      const bench = await workshop.bench(
        (database) => {
          const errors = jitter.map(() => new UpstreamError('upstream-status', 'no', { status: 500 }));
          return [defineJob({ handle: failing(database, errors, began) })];
        },
        { random: () => jitter[began.length - 1] ?? 0 },
      );
      await bench.queue.start();
      await bench.enqueue({ key: 'it' });
      for (const [failures, minutes] of [
        [1, 1],
        [2, 2 * 1.125],
        [3, 4 * 1.25],
      ] as const) {
        await eventually(
          'it failed',
          async () => (await readJob(bench.database, 'it'))?.attempts === failures,
        );
        const row = await readJob(bench.database, 'it');
        const waits = (row?.run_at ?? 0) - (began.at(-1) ?? 0);
        expect(waits).toBeGreaterThanOrEqual(minutes * MINUTE);
        expect(waits).toBeLessThan(minutes * MINUTE + 5_000);
        expect(row).toMatchObject({
          state: 'ready',
          error_code: 'upstream-status',
          error_message: 'no (status: 500)',
        });
        workshop.clock.advance(minutes * MINUTE + 5_000);
      }
      await eventually('no job is left', async () => (await jobsLeft(bench.database)) === 0);
      expect(began).toHaveLength(4);
    });

    it('parks without spending an attempt', async () => {
      const began: number[] = [];
      const until = workshop.clock.now() + 10 * MINUTE;
      const bench = await workshop.bench((database) => [
        defineJob({ handle: failing(database, [new RateLimitedError(until)], began), maxAttempts: 1 }),
      ]);
      await bench.queue.start();
      await bench.enqueue({ key: 'it' });
      await eventually('it is parked', async () => (await readJob(bench.database, 'it'))?.run_at === until);
      expect(await readJob(bench.database, 'it')).toMatchObject({
        state: 'ready',
        attempts: 0,
        error_code: 'rate-limited',
      });
      workshop.clock.advance(10 * MINUTE);
      await eventually('no job is left', async () => (await jobsLeft(bench.database)) === 0);
      expect(began).toHaveLength(2);
    });

    it('puts a job aside that failed too often, and goes on with its lane', async () => {
      const ran: string[] = [];
      const bench = await workshop.bench((database) => [
        defineJob({
          maxAttempts: 2,
          handle: async (job) => {
            ran.push(job.key);
            if (job.key === 'bad') throw new Error('no luck');
            await database.write((tx) => completeJob(tx, job));
          },
        }),
      ]);
      await bench.queue.start();
      await bench.enqueue({ key: 'bad', lane: 'one' }, { key: 'good', lane: 'one' });
      await eventually('the next one ran', () => ran.length === 2);
      workshop.clock.advance(2 * MINUTE);
      await eventually(
        'it is put aside',
        async () => (await listDeadJobs(bench.database.reader)).length === 1,
      );
      expect(ran).toEqual(['bad', 'good', 'bad']);
      const [dead] = await listDeadJobs(bench.database.reader);
      expect(dead).toMatchObject({
        key: 'bad',
        state: 'dead',
        attempts: 2,
        error_code: 'unexpected',
        error_message: 'no luck',
      });
      // What was put aside stands in nobody's way.
      await bench.enqueue({ key: 'bad', lane: 'one' });
      await eventually('the new one ran', () => ran.length === 4);
      expect(await listDeadJobs(bench.database.reader)).toHaveLength(1);
    });
  });
}

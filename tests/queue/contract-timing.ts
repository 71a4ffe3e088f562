import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobHandler } from '../../src/queue/run-job.ts';
import { completeJob } from '../../src/store/jobs.ts';
import { eventually } from '../eventually.ts';
import type { QueueContract } from './queue-contract.ts';
import { type Bench, defineJob, jobsLeft, readJob, Workshop } from './workshop.ts';

const HOUR = 3_600_000;

export function describeTiming(contract: QueueContract): void {
  describe('times', () => {
    let workshop: Workshop;
    beforeEach(() => {
      workshop = new Workshop(contract);
    });
    afterEach(async () => await workshop.close());

    /** A started queue that notes what it ran; `before` is awaited first. */
    async function recording(before: JobHandler = async () => {}): Promise<{ bench: Bench; ran: string[] }> {
      const ran: string[] = [];
      const bench = await workshop.bench((database) => [
        defineJob({
          handle: async (job) => {
            ran.push(job.key);
            await before(job);
            await database.write((tx) => completeJob(tx, job));
          },
        }),
      ]);
      await bench.queue.start();
      return { bench, ran };
    }

    it('runs a job no sooner than its time', async () => {
      const { bench, ran } = await recording();
      await bench.enqueue({ key: 'later', runAt: workshop.clock.now() + HOUR });
      await bench.enqueue({ key: 'now' });
      await eventually('the other ran', () => ran.length > 0);
      workshop.clock.advance(HOUR - 30_000);
      await bench.enqueue({ key: 'shortly before' });
      await eventually('that ran', () => ran.length > 1);
      expect(ran).toEqual(['now', 'shortly before']);
      workshop.clock.advance(30_000);
      await eventually('its time has come', () => ran.length > 2);
      expect(ran).toEqual(['now', 'shortly before', 'later']);
    });

    it('runs a job by itself when its time comes', async () => {
      const { bench, ran } = await recording();
      const runAt = workshop.clock.now() + 300;
      await bench.enqueue({ key: 'soon', runAt });
      await eventually('it ran', () => ran.length === 1);
      expect(workshop.clock.now()).toBeGreaterThanOrEqual(runAt);
    });

    it('runs a job sooner that is wanted sooner', async () => {
      const { bench, ran } = await recording();
      const runAt = workshop.clock.now() + HOUR;
      await bench.enqueue({ key: 'it', runAt });
      await bench.enqueue({ key: 'it', runAt: runAt + HOUR });
      expect((await readJob(bench.database, 'it'))?.run_at).toBe(runAt);
      await bench.enqueue({ key: 'it' });
      await eventually('it ran', async () => (await jobsLeft(bench.database)) === 0);
      expect(ran).toEqual(['it']);
    });

    it('runs a job once more that was asked for while it ran', async () => {
      const gate = Promise.withResolvers<void>();
      const { bench, ran } = await recording(async () => await gate.promise);
      await bench.enqueue({ key: 'it' });
      await eventually('it runs', () => ran.length === 1);
      await bench.enqueue({ key: 'it' });
      await bench.enqueue({ key: 'it' });
      gate.resolve();
      await eventually('no job is left', async () => (await jobsLeft(bench.database)) === 0);
      expect(ran).toEqual(['it', 'it']);
    });

    it('runs it once more at the time for which it was asked', async () => {
      const gate = Promise.withResolvers<void>();
      const { bench, ran } = await recording(async () => await gate.promise);
      await bench.enqueue({ key: 'it' });
      await eventually('it runs', () => ran.length === 1);
      const runAt = workshop.clock.now() + HOUR;
      await bench.enqueue({ key: 'it', runAt });
      gate.resolve();
      await eventually('it waits', async () => (await readJob(bench.database, 'it'))?.state === 'ready');
      expect((await readJob(bench.database, 'it'))?.run_at).toBe(runAt);
      workshop.clock.advance(HOUR);
      await eventually('no job is left', async () => (await jobsLeft(bench.database)) === 0);
      expect(ran).toEqual(['it', 'it']);
    });
  });
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeJob } from '../../src/store/jobs.ts';
import { eventually } from '../eventually.ts';
import type { QueueContract } from './queue-contract.ts';
import { type Bench, defineJob, readJob, Workshop } from './workshop.ts';

export function describeStopping(contract: QueueContract): void {
  describe('stopping', () => {
    let workshop: Workshop;
    let gate: PromiseWithResolvers<void>;
    let bench: Bench;
    const ran: string[] = [];

    beforeEach(async () => {
      workshop = new Workshop(contract);
      gate = Promise.withResolvers();
      ran.length = 0;
      bench = await workshop.bench((database) => [
        defineJob({
          concurrency: 1,
          handle: async (job) => {
            ran.push(job.key);
            await gate.promise;
            await database.write((tx) => completeJob(tx, job));
          },
        }),
      ]);
      await bench.queue.start();
      await bench.enqueue({ key: 'running' }, { key: 'waiting' });
      await eventually('the first one runs', () => ran.length === 1);
    });
    afterEach(async () => {
      gate.resolve();
      await workshop.close();
    });

    it('lets the running job end, and begins no other', async () => {
      const stopped = bench.queue.stop(10_000);
      gate.resolve();
      expect(await stopped).toBe(0);
      expect(await readJob(bench.database, 'running')).toBeUndefined();
      expect(await readJob(bench.database, 'waiting')).toMatchObject({ state: 'ready', lease_token: 0 });
      await bench.enqueue({ key: 'too late' });
      expect(ran).toEqual(['running']);
    });

    it('waits no longer than the grace, and says what was left', async () => {
      const began = performance.now();
      expect(await bench.queue.stop(100)).toBe(1);
      expect(performance.now() - began).toBeLessThan(5_000);
      expect(await readJob(bench.database, 'running')).toMatchObject({ state: 'leased' });
      expect(ran).toEqual(['running']);
    });

    it('does nothing where nothing runs', async () => {
      const idle = await workshop.bench(() => [defineJob({ handle: async () => {} })]);
      expect(await idle.queue.stop(5_000)).toBe(0);
    });
  });
}

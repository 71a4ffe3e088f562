import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { completeJob } from '../../src/store/jobs.ts';
import { releaseGoneOwners } from '../../src/store/leases.ts';
import { startChild } from '../child-process.ts';
import { eventually } from '../eventually.ts';
import type { QueueContract } from './queue-contract.ts';
import { type Bench, defineJob, jobsLeft, readJob, Workshop } from './workshop.ts';

export function describeCrashes(contract: QueueContract): void {
  const { carrier, forget } = contract;
  describe('crashes', () => {
    let workshop: Workshop;
    let bench: Bench;
    const ran: string[] = [];

    beforeEach(async () => {
      workshop = new Workshop(contract);
      ran.length = 0;
      bench = await workshop.bench((database: Database) => [
        defineJob({
          handle: async (job) => {
            ran.push(job.key);
            await database.write((tx) => completeJob(tx, job));
          },
        }),
      ]);
    });
    afterEach(async () => await workshop.close());

    /** Another process takes the job and is killed over it. */
    async function killOver(key: string, leaseMs: number): Promise<void> {
      await bench.enqueue({ key });
      const child = startChild(new URL('./hanging-worker.ts', import.meta.url), [
        await workshop.url(),
        carrier(),
        String(leaseMs),
      ]);
      expect(await child.nextLine()).toBe(`runs ${key}`);
      await child.kill();
      expect(await readJob(bench.database, key)).toMatchObject({ state: 'leased' });
    }

    it('gives the jobs of a process that is gone from this machine to the next one at once', async () => {
      await killOver('it', 600_000);
      expect(await bench.database.write((tx) => releaseGoneOwners(tx, bench.owner))).toBe(1);
      await bench.queue.start();
      await eventually('it ran', async () => (await jobsLeft(bench.database)) === 0);
      expect(ran).toEqual(['it']);
    });

    it('gives the jobs of any other to the next one when their lease runs out', async () => {
      await bench.queue.start();
      await bench.queue.stop(1_000);
      const survivor = await workshop.bench((database) => [
        defineJob({
          handle: async (job) => {
            ran.push(job.key);
            await database.write((tx) => completeJob(tx, job));
          },
        }),
      ]);
      await killOver('it', 1_500);
      await survivor.queue.start();
      await eventually('it ran', async () => (await jobsLeft(bench.database)) === 0);
      expect(ran).toEqual(['it']);
    });

    // The embedded queue carries nothing that could be lost.
    if (forget !== null) {
      it('runs everything once although the carrier loses everything', async () => {
        const now = workshop.clock.now();
        await bench.queue.start();
        const jobs = Array.from({ length: 40 }, (_, n) => ({ key: `job-${n}`, lane: `lane-${n % 4}` }));
        await bench.enqueue({ key: 'later', runAt: now + 600 }, ...jobs);
        await forget?.();
        await bench.enqueue({ key: 'more' });
        await forget?.();
        await eventually('no job is left', async () => (await jobsLeft(bench.database)) === 0);
        expect(ran.toSorted()).toEqual(['later', 'more', ...jobs.map((job) => job.key)].toSorted());
      });
    }
  });
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeaseLostError } from '../../src/errors.ts';
import type { Database, WriteTransaction } from '../../src/store/database.ts';
import { completeJob, type LeasedJob } from '../../src/store/jobs.ts';
import { eventually } from '../eventually.ts';
import type { QueueContract } from './queue-contract.ts';
import { defineJob, jobsLeft, readJob, Workshop } from './workshop.ts';

export function describeEffects(contract: QueueContract): void {
  describe('effects', () => {
    let workshop: Workshop;
    beforeEach(() => {
      workshop = new Workshop(contract);
    });
    afterEach(async () => await workshop.close());

    it('keeps neither effect nor end of a job that throws in between', async () => {
      let runs = 0;
      const bench = await workshop.bench((database) => [
        defineJob({
          handle: async (job) =>
            await database.write(async (tx) => {
              runs += 1;
              await leaveEffect(tx, `run-${runs}`);
              await completeJob(tx, job);
              if (runs === 1) throw new Error('after all was written');
            }),
        }),
      ]);
      await bench.queue.start();
      await bench.enqueue({ key: 'it' });
      await eventually('it failed', async () => (await readJob(bench.database, 'it'))?.attempts === 1);
      expect(await effects(bench.database)).toEqual([]);
      workshop.clock.advance(61_000);
      await eventually('no job is left', async () => (await jobsLeft(bench.database)) === 0);
      expect(await effects(bench.database)).toEqual(['run-2']);
    });

    it('undoes the effect of a worker that lost its lease to another', async () => {
      const gate = Promise.withResolvers<void>();
      const outcomes: unknown[] = [];
      const finish = async (database: Database, job: LeasedJob, name: string) =>
        await database
          .write(async (tx) => {
            await leaveEffect(tx, name);
            await completeJob(tx, job);
          })
          .then(
            () => void outcomes.push(name),
            (error) => {
              outcomes.push(error);
              throw error;
            },
          );
      const other = await workshop.bench((database) => [
        defineJob({ handle: async (job) => await finish(database, job, 'second') }),
      ]);
      const bench = await workshop.bench((database) => [
        defineJob({
          // Its one place is taken, so it is the other that finds the row.
          concurrency: 1,
          handle: async (job) => {
            await gate.promise;
            await finish(database, job, 'first');
          },
        }),
      ]);
      await bench.queue.start();
      await bench.enqueue({ key: 'it' });
      await eventually('it runs', async () => (await readJob(bench.database, 'it'))?.state === 'leased');
      // As after a pause longer than the lease.
      await bench.database.write((tx) => tx.updateTable('jobs').set({ lease_until: 0 }).execute());
      await other.queue.start();
      await eventually('the other ran it', () => outcomes.length === 1);
      gate.resolve();
      await eventually('the first one ended too', () => outcomes.length === 2);
      expect(outcomes).toEqual(['second', expect.any(LeaseLostError)]);
      expect(await effects(bench.database)).toEqual(['second']);
    });
  });
}

/** Any table will do. */
async function leaveEffect(tx: WriteTransaction, name: string): Promise<void> {
  await tx.insertInto('rules').values({ fingerprint: name, since: 0 }).execute();
}

async function effects(database: Database): Promise<string[]> {
  const rows = await database.reader
    .selectFrom('rules')
    .select('fingerprint')
    .orderBy('fingerprint')
    .execute();
  return rows.map((row) => row.fingerprint);
}

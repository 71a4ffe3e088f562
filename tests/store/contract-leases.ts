import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeaseLostError } from '../../src/errors.ts';
import type { Database } from '../../src/store/database.ts';
import { leaseJob, leaseNextJob } from '../../src/store/job-leases.ts';
import { completeJob, enqueueJobs, type LeasedJob } from '../../src/store/jobs.ts';
import { leaseHolders, newLeaseOwner, releaseGoneOwners } from '../../src/store/leases.ts';
import { finishSource, leaseSource, registerSources, renewSourceLease } from '../../src/store/sources.ts';
import { ROWS_ALONE } from '../../src/store/write-scopes.ts';
import { BenchOfStores } from './bench-of-stores.ts';
import type { StoreKind } from './stores.ts';

const NOW = Date.UTC(2026, 0, 1);
const SOURCE = { locator: 'feed:x', id: 'x', kind: 'feed', lab: null, firstDueAt: NOW };

/** Who works on what, and what becomes of it when somebody is gone. */
export function describeLeases(kind: StoreKind): void {
  describe('leases', () => {
    let bench: BenchOfStores;
    let database: Database;
    beforeEach(async () => {
      bench = new BenchOfStores(kind);
      database = await bench.open();
    });
    afterEach(async () => await bench.close());

    const enqueue = async (...keys: readonly (readonly [key: string, lane: string])[]) =>
      await database.write(
        (tx) =>
          enqueueJobs(
            tx,
            keys.map(([key, lane]) => ({ kind: 'deliver', key, lane, runAt: NOW })),
            NOW,
          ),
        ROWS_ALONE,
      );
    const lease = async (one: Database, milliseconds = 60_000): Promise<LeasedJob | null> =>
      await one.writeAlone((tx) =>
        leaseNextJob(tx, ['deliver'], { owner: newLeaseOwner(), milliseconds, now: NOW }),
      );

    it('of jobs are one for each lane, with eight that lease at once', async () => {
      const databases = await Promise.all(Array.from({ length: 8 }, () => bench.open()));
      await enqueue(...Array.from({ length: 96 }, (_, n) => [`job-${n}`, `lane-${n % 5}`] as const));
      const running = new Map<string, number>();
      const done: string[] = [];
      let most = 0;
      const work = async (one: Database) => {
        for (let misses = 0; misses < 40; ) {
          const job = await lease(one);
          if (job === null) {
            misses++;
            await delay(2);
            continue;
          }
          misses = 0;
          running.set(job.lane, (running.get(job.lane) ?? 0) + 1);
          most = Math.max(most, running.get(job.lane) ?? 0);
          await delay(1);
          running.set(job.lane, (running.get(job.lane) ?? 0) - 1);
          await one.write((tx) => completeJob(tx, job), ROWS_ALONE);
          done.push(job.key);
        }
      };
      await Promise.all(databases.map(work));
      expect(done.toSorted()).toEqual(Array.from({ length: 96 }, (_, n) => `job-${n}`).toSorted());
      expect(most).toBe(1);
    });

    it('by id give one job to one of many, and one job of a lane', async () => {
      const databases = await Promise.all(Array.from({ length: 4 }, () => bench.open()));
      const jobs = await enqueue(['a', 'one'], ['b', 'one'], ['c', 'two']);
      const request = { owner: 'me', milliseconds: 60_000, now: NOW };
      const leased = await Promise.all(
        databases.flatMap((one) => jobs.map(({ id }) => one.writeAlone((tx) => leaseJob(tx, id, request)))),
      );
      expect(leased.flatMap((job) => job?.key ?? []).toSorted()).toEqual(['a', 'c']);
    });

    it('run out by the clock of the database, whatever the programs think', async () => {
      await enqueue(['it', 'one']);
      const first = await lease(database, 300);
      expect(await lease(database)).toBeNull();
      await delay(400);
      const second = await lease(database);
      expect([first?.token, second?.token]).toEqual([1, 2]);
      const late = database.write((tx) => completeJob(tx, first as LeasedJob), ROWS_ALONE);
      await expect(late).rejects.toBeInstanceOf(LeaseLostError);
      await database.write((tx) => completeJob(tx, second as LeasedJob), ROWS_ALONE);
    });

    it('of a source are one, and an old holder writes nothing', async () => {
      await database.write((tx) => registerSources(tx, [SOURCE], NOW));
      const take = (milliseconds: number) =>
        database.writeAlone((tx) => leaseSource(tx, SOURCE.locator, newLeaseOwner(), milliseconds));
      const taken = (await Promise.all(Array.from({ length: 6 }, () => take(300)))).filter(
        (one) => one !== null,
      );
      expect(taken).toHaveLength(1);
      await delay(400);
      const other = await take(60_000);
      const old = taken[0]?.lease as NonNullable<typeof other>['lease'];
      expect(await database.writeAlone((tx) => renewSourceLease(tx, old, 60_000))).toBe(false);
      const late = database.write((tx) => finishSource(tx, old, { next_due_at: NOW }), ROWS_ALONE);
      await expect(late).rejects.toBeInstanceOf(LeaseLostError);
      expect(other?.lease.token).toBe(old.token + 1);
    });

    it('of a process that was killed are given back, and its locks hold up nobody', async () => {
      await enqueue(['it', 'one']);
      const child = await bench.start('hang');
      expect(await child.nextLine()).toBe('hangs');
      expect(await leaseHolders(database.reader)).toHaveLength(1);
      await child.kill();
      expect(await database.write((tx) => releaseGoneOwners(tx, newLeaseOwner()))).toBe(1);
      expect(await lease(database)).toMatchObject({ key: 'it', token: 2 });
      expect(await database.reader.selectFrom('rules').selectAll().execute()).toEqual([]);
    });

    it('lose no wish that comes while a job ends', async () => {
      const other = await bench.open();
      for (let round = 0; round < 60; round++) {
        await enqueue(['it', 'one']);
        const job = (await lease(database)) as LeasedJob;
        const wish = () =>
          other.write(
            (tx) => enqueueJobs(tx, [{ kind: 'deliver', key: 'it', lane: 'one', runAt: NOW }], NOW),
            ROWS_ALONE,
          );
        await Promise.all([database.write((tx) => completeJob(tx, job), ROWS_ALONE), wish()]);
        const rows = await database.reader.selectFrom('jobs').select(['state', 'run_at', 'again']).execute();
        expect(rows).toEqual([{ state: 'ready', run_at: NOW, again: 0 }]);
        const next = (await lease(database)) as LeasedJob;
        await database.write((tx) => completeJob(tx, next), ROWS_ALONE);
      }
    });
  });
}

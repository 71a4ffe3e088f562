import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LeaseLostError } from '../../src/errors.ts';
import type { Database } from '../../src/store/database.ts';
import { hasRunnableJob, leaseJob, leaseNextJob, renewJobLease } from '../../src/store/job-leases.ts';
import { jobsAfter, listRunnableJobs, standingOfJob } from '../../src/store/job-standing.ts';
import {
  buryJob,
  completeJob,
  countJobs,
  enqueueJobs,
  type LeasedJob,
  listDeadJobs,
  type NewJob,
  retryJob,
} from '../../src/store/jobs.ts';
import type { JobRow } from '../../src/store/schema.ts';
import { startChild } from '../child-process.ts';
import { openAt, postgres, sqlite } from './stores.ts';

const NOW = Date.UTC(2026, 0, 1);
const FAILURE = { code: 'test', message: 'failed' };

describe.each([sqlite, postgres].filter(({ isSkipped }) => !isSkipped))('jobs in $name', (store) => {
  let folder: string;
  let url: string;
  let database: Database;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'modelwatch-jobs-'));
    url = await store.newUrl(folder);
    database = await openAt(url, { now: () => NOW });
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function enqueue(...jobs: readonly (Partial<NewJob> & { readonly key: string })[]) {
    const news = jobs.map((job) => ({ kind: 'deliver' as const, lane: job.key, runAt: NOW, ...job }));
    return await database.write((tx) => enqueueJobs(tx, news, NOW));
  }

  async function lease(now = NOW, milliseconds = 60_000): Promise<LeasedJob> {
    const request = { owner: 'test/1/x', milliseconds, now };
    const job = await database.write((tx) => leaseNextJob(tx, ['deliver'], request));
    if (job === null) throw new Error('nothing to lease');
    return job;
  }

  async function leaseById(id: string | undefined, now = NOW): Promise<LeasedJob | null> {
    const request = { owner: 'test/1/x', milliseconds: 60_000, now };
    return await database.write((tx) => leaseJob(tx, id ?? '', request));
  }

  /** As when its time is over without a renewal. */
  async function letLeasesRunOut(): Promise<void> {
    await database.write((tx) => tx.updateTable('jobs').set({ lease_until: 0 }).execute());
  }

  async function rows(): Promise<JobRow[]> {
    return await database.reader.selectFrom('jobs').selectAll().orderBy('seq').execute();
  }

  describe('asking for a job', () => {
    it('makes one row for each kind and key, wanted as soon as anybody wants it', async () => {
      const [first] = await enqueue({ key: 'it', runAt: NOW + 1000 });
      const [sooner] = await enqueue({ key: 'it', runAt: NOW + 500 });
      const [later] = await enqueue({ key: 'it', runAt: NOW + 2000 });
      expect(sooner).toEqual({ ...first, runAt: NOW + 500 });
      expect(later).toEqual(sooner);
      await enqueue({ key: 'it', kind: 'update-catalog' });
      expect(await rows()).toHaveLength(2);
    });

    it('makes a new row beside one that was put aside', async () => {
      await enqueue({ key: 'it' });
      const job = await lease();
      await database.write((tx) => buryJob(tx, job, FAILURE));
      await enqueue({ key: 'it' });
      expect((await rows()).map((row) => row.state)).toEqual(['dead', 'ready']);
      expect(await listDeadJobs(database.reader)).toMatchObject([
        { id: job.id, attempts: 1, error_code: 'test' },
      ]);
      expect(await countJobs(database.reader)).toEqual({ ready: 1, leased: 0, dead: 1 });
    });

    it('of one that runs, is heeded when it ends', async () => {
      await enqueue({ key: 'it' });
      const job = await lease();
      await enqueue({ key: 'it', runAt: NOW + 9000 });
      await enqueue({ key: 'it', runAt: NOW + 5000 });
      await enqueue({ key: 'it', runAt: NOW + 7000 });
      expect(await rows()).toMatchObject([{ state: 'leased', run_at: NOW }]);
      await database.write((tx) => completeJob(tx, job));
      expect(await rows()).toMatchObject([{ state: 'ready', run_at: NOW + 5000, again: 0, attempts: 0 }]);
    });

    it('of one that is tried again anyway, adds nothing unless it is wanted later', async () => {
      await enqueue({ key: 'covered' }, { key: 'later' });
      for (const again of [NOW + 1000, NOW + 9000]) {
        const job = await lease();
        await enqueue({ key: job.key, runAt: again });
        await database.write((tx) => retryJob(tx, job, NOW + 5000, FAILURE, 'attempt'));
      }
      expect(await rows()).toMatchObject([
        { key: 'covered', run_at: NOW + 5000, again: 0, attempts: 1 },
        { key: 'later', run_at: NOW + 5000, again: NOW + 9000, attempts: 1 },
      ]);
    });
  });

  describe('leasing by id', () => {
    it('takes only what is due, the first of its lane, and alone in it', async () => {
      const [second, first, other, early] = await enqueue(
        { key: 'second', lane: 'one', runAt: NOW - 1 },
        { key: 'first', lane: 'one', runAt: NOW - 2 },
        { key: 'other kind', kind: 'update-catalog', lane: 'one', runAt: NOW },
        { key: 'early', lane: 'two', runAt: NOW + 1 },
      );
      const standing = async (id: string | undefined) =>
        (await standingOfJob(database.reader, id ?? '', NOW)).kind;
      expect(await Promise.all([second, first, other, early].map((job) => standing(job?.id)))).toEqual([
        'behind',
        'free',
        'free',
        'early',
      ]);
      expect(await listRunnableJobs(database.reader, NOW, 10)).toEqual([first, other]);
      expect(await leaseById(second?.id)).toBeNull();
      expect(await leaseById(early?.id)).toBeNull();
      const job = await leaseById(first?.id);
      expect(job).toMatchObject({ key: 'first', token: 1 });
      expect(await Promise.all([second, first, other].map((each) => standing(each?.id)))).toEqual([
        'behind',
        'leased',
        'next',
      ]);
      expect(await leaseById(second?.id)).toBeNull();
      expect(await leaseById(other?.id)).toBeNull();
      expect(await listRunnableJobs(database.reader, NOW, 10)).toEqual([]);
      if (job === null) throw new Error('it was to be leased');
      expect(await jobsAfter(database.reader, job, NOW)).toEqual({ own: null, next: second });
      await database.write((tx) => completeJob(tx, job));
      expect(await jobsAfter(database.reader, job, NOW)).toEqual({ own: null, next: second });
      expect(await jobsAfter(database.reader, job, NOW - 2)).toEqual({ own: null, next: null });
      expect(await standing(first?.id)).toBe('over');
      expect(await leaseById(second?.id)).toMatchObject({ key: 'second' });
    });

    it('finds what can run however much waits: one for each lane, in the order in which it is due', async () => {
      const lanes = 10_000;
      const jobs = Array.from({ length: 2 * lanes }, (_, n) => ({
        key: `job-${n}`,
        lane: `lane-${n % lanes}`,
        runAt: NOW - 2 * lanes + n,
      }));
      const [, ...others] = await enqueue(...jobs);
      await lease();
      // Asked of each by itself, this takes longer than a statement may.
      const found = await listRunnableJobs(database.reader, NOW, 3 * lanes);
      expect(found).toEqual(others.slice(0, lanes - 1));
    });

    it('takes what somebody leased and let go', async () => {
      const [job] = await enqueue({ key: 'it' });
      await lease();
      expect(await leaseById(job?.id)).toBeNull();
      await letLeasesRunOut();
      expect(await hasRunnableJob(database.reader, 'deliver', NOW)).toBe(true);
      expect(await listRunnableJobs(database.reader, NOW, 10)).toMatchObject([
        { id: job?.id, generation: 1 },
      ]);
      expect(await leaseById(job?.id)).toMatchObject({ token: 2 });
    });
  });

  describe('a lease that somebody else took over', () => {
    it('ends nothing, renews nothing, and undoes the effect that came with it', async () => {
      await enqueue({ key: 'it' });
      const stale = await lease();
      await letLeasesRunOut();
      const fresh = await lease();
      const before = await rows();
      const effect = database.write(async (tx) => {
        await tx.insertInto('rules').values({ fingerprint: 'effect', since: 0 }).execute();
        await completeJob(tx, stale);
      });
      await expect(effect).rejects.toBeInstanceOf(LeaseLostError);
      await expect(
        database.write((tx) => retryJob(tx, stale, NOW, FAILURE, 'attempt')),
      ).rejects.toBeInstanceOf(LeaseLostError);
      await expect(database.write((tx) => buryJob(tx, stale, FAILURE))).rejects.toBeInstanceOf(
        LeaseLostError,
      );
      expect(await database.write((tx) => renewJobLease(tx, stale, 60_000))).toBe(false);
      expect(await rows()).toEqual(before);
      expect(await database.reader.selectFrom('rules').selectAll().execute()).toEqual([]);
      expect(await database.write((tx) => renewJobLease(tx, fresh, 60_000))).toBe(true);
      await database.write((tx) => completeJob(tx, fresh));
      expect(await rows()).toEqual([]);
    });

    it('cannot spoil the row after its own end either', async () => {
      await enqueue({ key: 'it' });
      const job = await lease();
      await enqueue({ key: 'it' });
      await database.write((tx) => completeJob(tx, job));
      await expect(
        database.write((tx) => retryJob(tx, job, NOW + 1000, FAILURE, 'attempt')),
      ).rejects.toBeInstanceOf(LeaseLostError);
      await expect(database.write((tx) => completeJob(tx, job))).rejects.toBeInstanceOf(LeaseLostError);
      expect(await rows()).toMatchObject([{ state: 'ready', attempts: 0, run_at: NOW }]);
    });
  });

  it('gives every job to one of four processes', async () => {
    const keys = Array.from({ length: 240 }, (_, n) => `job-${n}`);
    await enqueue(...keys.map((key, n) => ({ key, lane: `lane-${n % 30}` })));
    const program = new URL('./store-process.ts', import.meta.url);
    const children = Array.from({ length: 4 }, () => startChild(program, ['work-off', url]));
    for (const child of children) expect(await child.nextLine()).toBe('ready');
    for (const child of children) child.begin();
    const done: string[][] = await Promise.all(
      children.map(async (child) => JSON.parse(await child.nextLine())),
    );
    await Promise.all(children.map((child) => child.ended()));
    expect(done.flat().toSorted()).toEqual(keys.toSorted());
    expect(done.filter((share) => share.length > 0).length).toBeGreaterThan(1);
    expect(await rows()).toEqual([]);
  });
});

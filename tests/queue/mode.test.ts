import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimQueueMode, switchQueueMode } from '../../src/queue/mode.ts';
import type { Database } from '../../src/store/database.ts';
import { leaseNextJob } from '../../src/store/job-leases.ts';
import { completeJob, enqueueJobs } from '../../src/store/jobs.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/store.ts';

describe('the kind of queue of a store', () => {
  let folder: string;
  let database: Database;
  const owner = newLeaseOwner();
  const clock = { now: () => Date.now() };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'modelwatch-mode-'));
    database = await openStore({ folder, use: 'start', clock, clockIsSet: false, owner });
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is decided by the first process, for all', async () => {
    await claimQueueMode(database, 'bullmq');
    await claimQueueMode(database, 'bullmq');
    await expect(claimQueueMode(database, 'embedded')).rejects.toMatchObject({
      code: 'store-other-queue',
      message: expect.stringMatching(/set REDIS_URL.*modelwatch migrate --queue embedded/),
      fields: { queue: 'bullmq' },
    });
  });

  it('is decided once by processes that come together', async () => {
    const claims = await Promise.allSettled([
      claimQueueMode(database, 'embedded'),
      claimQueueMode(database, 'bullmq'),
    ]);
    expect(claims.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('can be changed when nobody works', async () => {
    await claimQueueMode(database, 'embedded');
    await switchQueueMode(database, 'bullmq', owner);
    await claimQueueMode(database, 'bullmq');
    await expect(claimQueueMode(database, 'embedded')).rejects.toMatchObject({ code: 'store-other-queue' });
  });

  it('cannot be changed under the hands of another process', async () => {
    await claimQueueMode(database, 'embedded');
    const now = clock.now();
    const job = await database.write(async (tx) => {
      await enqueueJobs(tx, [{ kind: 'deliver', key: 'it', lane: 'one', runAt: now }], now);
      return await leaseNextJob(tx, ['deliver'], { owner: 'elsewhere/1/x', milliseconds: 60_000, now });
    });
    await expect(switchQueueMode(database, 'bullmq', owner)).rejects.toMatchObject({
      code: 'store-in-use',
      fields: { holders: 'elsewhere/1/x' },
    });
    await claimQueueMode(database, 'embedded');
    if (job !== null) await database.write((tx) => completeJob(tx, job));
    await switchQueueMode(database, 'bullmq', owner);
  });
});

import { StoreError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { leaseHolders, releaseGoneOwners } from '../store/leases.ts';
import { readMeta, writeMeta } from '../store/meta.ts';

/** What brings the job rows of a store to workers: this process itself, or Redis to many. */
export type QueueMode = 'embedded' | 'bullmq';

const OTHER_MODE = {
  embedded:
    'the jobs of this database are brought by Redis: set REDIS_URL as its other processes have it, or stop every process and run "modelwatch migrate --queue embedded"',
  bullmq:
    'the jobs of this database are run without Redis: leave REDIS_URL unset, or stop every process and run "modelwatch migrate --queue bullmq"',
} as const;

/**
 * Uses the store with this kind of queue; the first process decides for all. Throws StoreError `store-other-queue`
 * where it is used with the other one: two kinds at once would each wait for what only the other is told of.
 */
export async function claimQueueMode(database: Database, mode: QueueMode): Promise<void> {
  const recorded =
    (await readMeta(database.reader, 'queue')) ??
    (await database.write(async (tx) => {
      const first = await readMeta(tx, 'queue');
      if (first === null) await writeMeta(tx, 'queue', mode);
      return first ?? mode;
    }));
  if (recorded === mode) return;
  throw new StoreError('store-other-queue', OTHER_MODE[mode], { database: database.place, queue: recorded });
}

/** Throws StoreError `store-in-use` while another process than `owner` holds leases. */
export async function switchQueueMode(database: Database, mode: QueueMode, owner: string): Promise<void> {
  await database.write(async (tx) => {
    await releaseGoneOwners(tx, owner);
    const others = (await leaseHolders(tx)).filter((holder) => holder !== owner);
    if (others.length > 0) {
      throw new StoreError(
        'store-in-use',
        'another process works on the database: stop every process before the kind of queue is changed',
        { database: database.place, holders: others.join(', ') },
      );
    }
    await writeMeta(tx, 'queue', mode);
  });
}

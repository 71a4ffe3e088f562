import type { Clock } from '../domain/clock.ts';
import type { Log } from '../observability/log.ts';
import { deleteForgotten } from '../store/article-records.ts';
import type { Database } from '../store/database.ts';
import { completeJob, type LeasedJob } from '../store/jobs.ts';

export interface PruneDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** Articles about no lab are known for so long after their source showed them last. */
const FORGOTTEN_AFTER_MS = 180 * 24 * 3_600_000;
/** Small enough that nobody waits long for the write lock. */
const ROWS_PER_TRANSACTION = 500;

/** Deletes what nobody will ask for again: the keys of articles about no lab that were shown half a year ago. */
export async function pruneRecords(deps: PruneDependencies, job: LeasedJob): Promise<void> {
  let deleted = 0;
  for (;;) {
    const rows = await deps.database.write(async (tx) => {
      const now = deps.clock.now();
      const count = await deleteForgotten(tx, FORGOTTEN_AFTER_MS, now, ROWS_PER_TRANSACTION);
      if (count < ROWS_PER_TRANSACTION) await completeJob(tx, job);
      return count;
    });
    deleted += rows;
    if (rows < ROWS_PER_TRANSACTION) break;
  }
  if (deleted > 0) deps.log.info({ records: deleted }, 'records that nobody needs any more deleted');
}

import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import { type EnqueuedJob, enqueueJobs, type NewJob } from '../store/jobs.ts';
import { listDueSources, takeTurn } from '../store/sources.ts';
import { ROWS_ALONE } from '../store/write-scopes.ts';
import type { WatchedSource } from './poll-source.ts';

export interface WatchDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly sources: ReadonlyMap<string, WatchedSource>;
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

/**
 * Makes a job of every source that is due. The due time moves in the transaction that writes the job, so two schedulers
 * cannot both do it, and a kill in between loses nothing. Returns how many were due.
 */
export async function enqueueDuePolls(deps: WatchDependencies): Promise<number> {
  const now = deps.clock.now();
  const due = (await listDueSources(deps.database.reader, now)).flatMap(
    (locator) => deps.sources.get(locator) ?? [],
  );
  if (due.length === 0) return 0;
  const jobs = await deps.database.write(async (tx) => {
    const polls: NewJob[] = [];
    for (const { source, job: kind, nextDue } of due) {
      const { locator } = source;
      if (await takeTurn(tx, locator, now, nextDue(now)))
        polls.push({ kind, key: locator, lane: `source:${locator}`, runAt: now });
    }
    return await enqueueJobs(tx, polls, now);
  }, ROWS_ALONE);
  deps.announce(jobs);
  return jobs.length;
}

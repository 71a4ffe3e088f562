import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import { type EnqueuedJob, enqueueJobs } from '../store/jobs.ts';
import { listDueSources, setNextDue } from '../store/sources.ts';
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
  const due = (await listDueSources(deps.database.reader, now)).filter((locator) =>
    deps.sources.has(locator),
  );
  if (due.length === 0) return 0;
  const jobs = await deps.database.write(async (tx) => {
    const still = new Set(await listDueSources(tx, now));
    const wanted = due.filter((locator) => still.has(locator));
    for (const locator of wanted) {
      const watched = deps.sources.get(locator);
      if (watched !== undefined) await setNextDue(tx, locator, watched.nextDue(now));
    }
    const polls = wanted.flatMap((locator) => {
      const watched = deps.sources.get(locator);
      return watched === undefined
        ? []
        : [{ kind: watched.job, key: locator, lane: `source:${locator}`, runAt: now }];
    });
    return await enqueueJobs(tx, polls, now);
  });
  deps.announce(jobs);
  return jobs.length;
}

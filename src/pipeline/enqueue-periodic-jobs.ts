import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import { type EnqueuedJob, enqueueJobs, type JobKind } from '../store/jobs.ts';
import { ROWS_ALONE } from '../store/write-scopes.ts';

/** A kind of job of which there is one, asked for at a rhythm. */
export interface PeriodicJob {
  readonly kind: JobKind;
  /** Milliseconds. */
  readonly every: number;
}

export interface PeriodicDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

/**
 * Asks for the jobs whose time has come; `asked` remembers when each was asked for last, and a new process asks for all
 * of them at once. Two processes that ask are no harm: there is one unfinished job of a kind and key.
 */
export async function enqueuePeriodicJobs(
  { database, clock, announce }: PeriodicDependencies,
  periodic: readonly PeriodicJob[],
  asked: Map<JobKind, number>,
): Promise<void> {
  const now = clock.now();
  const due = periodic.filter(({ kind, every }) => {
    const last = asked.get(kind);
    return last === undefined || last > now || now - last >= every;
  });
  if (due.length === 0) return;
  const wanted = due.map(({ kind }) => ({ kind, key: 'all', lane: kind, runAt: now }));
  announce(await database.write((tx) => enqueueJobs(tx, wanted, now), ROWS_ALONE));
  for (const { kind } of due) asked.set(kind, now);
}

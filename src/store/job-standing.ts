import { sql } from 'kysely';
import type { Reader } from './database.ts';
import { findOldestJob, isFirstOfLane, laneIsFree, leasable } from './job-leases.ts';
import type { EnqueuedJob, JobKind } from './jobs.ts';

/** What stands between a job and a worker. */
export type JobStanding =
  /** Done, or put aside. */
  | { readonly kind: 'over' }
  /** A worker has it. */
  | { readonly kind: 'leased' }
  | { readonly kind: 'early'; readonly job: EnqueuedJob }
  /** It is the next of its lane, and another job of the lane runs. */
  | { readonly kind: 'next' }
  /** Others of its kind and lane come before it. */
  | { readonly kind: 'behind' }
  /** It can be leased. */
  | { readonly kind: 'free' };

/** How a job stands at `now` (milliseconds since 1970, by the program's clock). */
export async function standingOfJob(reader: Reader, id: string, now: number): Promise<JobStanding> {
  const row = await reader
    .selectFrom('jobs')
    .select(['id', 'kind', 'state', 'run_at', 'lease_token'])
    .select(leasable(reader, now).as('due'))
    .select(isFirstOfLane(reader).as('first'))
    .select(laneIsFree(reader).as('free'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || row.state === 'dead') return { kind: 'over' };
  if (!row.due) return row.state === 'leased' ? { kind: 'leased' } : { kind: 'early', job: toEnqueued(row) };
  if (!row.first) return { kind: 'behind' };
  return row.free ? { kind: 'free' } : { kind: 'next' };
}

/** The job if it waits for its time or for a worker. */
export async function findWaitingJob(reader: Reader, id: string): Promise<EnqueuedJob | null> {
  const row = await reader
    .selectFrom('jobs')
    .select(['id', 'kind', 'run_at', 'lease_token'])
    .where('id', '=', id)
    .where('state', '=', 'ready')
    .executeTakeFirst();
  return row === undefined ? null : toEnqueued(row);
}

/** The job of this kind and lane that has been due longest. */
export async function findNextOfLane(
  reader: Reader,
  lane: { readonly kind: JobKind; readonly lane: string },
  now: number,
): Promise<EnqueuedJob | null> {
  const scope = sql<boolean>`jobs.lane = ${lane.lane} and jobs.kind = ${lane.kind}`;
  const row = await findOldestJob(reader, scope, now);
  return row === null ? null : toEnqueued(row);
}

/** Jobs that could be leased at `now`, oldest first: at most one for each kind and lane. */
export async function listRunnableJobs(reader: Reader, now: number, limit: number): Promise<EnqueuedJob[]> {
  const rows = await reader
    .selectFrom('jobs')
    .select(['id', 'kind', 'run_at', 'lease_token'])
    .where(leasable(reader, now))
    .where(isFirstOfLane(reader))
    .where(laneIsFree(reader))
    .orderBy('run_at')
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toEnqueued);
}

function toEnqueued(row: {
  readonly id: string;
  readonly kind: string;
  readonly run_at: number;
  readonly lease_token: number;
}): EnqueuedJob {
  return { id: row.id, kind: row.kind as JobKind, runAt: row.run_at, generation: row.lease_token };
}

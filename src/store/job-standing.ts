import { sql } from 'kysely';
import type { Reader } from './database.ts';
import { DATABASE_NOW, databaseNow } from './database-clock.ts';
import { dialectOf, inBoth } from './dialect.ts';
import { isFirstOfLane, laneIsFree, leasable } from './job-leases.ts';
import { type EnqueuedJob, followerOf, type JobKind, type LeasedJob } from './jobs.ts';
import { ask } from './plain-query.ts';
import type { JobRow } from './schema.ts';

/** What stands between a job and a worker. */
export type JobStanding =
  /** Done, or put aside. */
  | { readonly kind: 'over' }
  /** A worker has it. */
  | { readonly kind: 'leased' }
  | { readonly kind: 'early'; readonly job: EnqueuedJob }
  /** It is the next of its kind in its lane, and a job of another kind runs there. */
  | { readonly kind: 'next'; readonly job: EnqueuedJob }
  /** Others of its kind and lane come before it, or one of them runs. */
  | { readonly kind: 'behind' }
  /** It can be leased. */
  | { readonly kind: 'free'; readonly job: EnqueuedJob };

/** How a job stands at `now` (milliseconds since 1970, by the program's clock). */
export async function standingOfJob(reader: Reader, id: string, now: number): Promise<JobStanding> {
  const row = await reader
    .selectFrom('jobs')
    .select(['id', 'kind', 'state', 'run_at', 'lease_token'])
    .select(leasable(reader, now).as('due'))
    .select(isFirstOfLane(reader).as('first'))
    .select(laneIsFree(reader).as('free'))
    .select(oneOfItsKindRuns(reader).as('follows'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || row.state === 'dead') return { kind: 'over' };
  if (!row.due) return row.state === 'leased' ? { kind: 'leased' } : { kind: 'early', job: toEnqueued(row) };
  if (!row.first || row.follows) return { kind: 'behind' };
  return { kind: row.free ? 'free' : 'next', job: toEnqueued(row) };
}

function oneOfItsKindRuns(reader: Reader) {
  return sql<boolean>`exists (select 1 from jobs as other where other.lane = jobs.lane and other.kind = jobs.kind and other.id <> jobs.id and other.state = 'leased' and other.lease_until >= ${databaseNow(reader)})`;
}

export interface JobsAfter {
  /** The job itself, where it waits for its time or for a worker. */
  readonly own: EnqueuedJob | null;
  /** The job of its kind and lane that has been due longest. */
  readonly next: EnqueuedJob | null;
}

/** What there is to do at `now` when a job has ended: the same again, or the next of its lane. */
export async function jobsAfter(reader: Reader, job: LeasedJob, now: number): Promise<JobsAfter> {
  const follower = followerOf(job);
  if (follower !== undefined) return { own: null, next: isDueAt(now, follower) ? follower : null };
  const { id, kind, lane } = job;
  const text = AFTER[dialectOf(reader)];
  const rows = await ask<JobAfter>(reader, text, [id, lane, kind, now]);
  const own = rows.find(({ part }) => part === 'own');
  const [next] = rows
    .filter(({ part }) => part !== 'own')
    .sort((left, right) => left.run_at - right.run_at || left.seq - right.seq);
  return {
    own: own === undefined ? null : toEnqueued(own),
    next: next === undefined ? null : toEnqueued(next),
  };
}

function isDueAt(now: number, job: EnqueuedJob | null): boolean {
  return job !== null && job.runAt <= now;
}

type JobAfter = Pick<JobRow, 'id' | 'kind' | 'run_at' | 'seq' | 'lease_token'> & { readonly part: string };

const OF_LANE = 'lane = ?2 and kind = ?3';
const ASKED = 'id, kind, run_at, seq, lease_token from jobs';

const AFTER = inBoth(
  (dialect) => `
  select 'own' as part, ${ASKED} where id = ?1 and state = 'ready'
  union all select * from (
    select 'due' as part, ${ASKED} where ${OF_LANE} and state = 'ready' and run_at <= ?4
    order by run_at, seq limit 1) as due
  union all select * from (
    select 'abandoned' as part, ${ASKED} where ${OF_LANE} and state = 'leased' and lease_until < ${DATABASE_NOW[dialect]}
    order by run_at, seq limit 1) as abandoned`,
);

/** Jobs that could be leased at `now`, oldest first: at most one for each kind and lane. */
export async function listRunnableJobs(reader: Reader, now: number, limit: number): Promise<EnqueuedJob[]> {
  const rows = await ask<Pick<JobRow, 'id' | 'kind' | 'run_at' | 'lease_token'>>(
    reader,
    RUNNABLE[dialectOf(reader)],
    [now, limit],
  );
  return rows.map(toEnqueued);
}

/** Numbered lane by lane in one pass: to ask of each job what comes before it takes seconds where thousands wait. */
const RUNNABLE = inBoth(
  (dialect) => `
  select id, kind, run_at, lease_token from (
    select id, kind, lane, run_at, seq, lease_token,
      row_number() over (partition by kind, lane order by run_at, seq) as turn
    from jobs
    where (state = 'ready' and run_at <= ?1) or (state = 'leased' and lease_until < ${DATABASE_NOW[dialect]})
  ) as waiting
  where turn = 1
    and lane not in (select lane from jobs where state = 'leased' and lease_until >= ${DATABASE_NOW[dialect]})
  order by run_at, seq limit ?2`,
);

function toEnqueued(row: {
  readonly id: string;
  readonly kind: string;
  readonly run_at: number;
  readonly lease_token: number;
}): EnqueuedJob {
  return { id: row.id, kind: row.kind as JobKind, runAt: row.run_at, generation: row.lease_token };
}

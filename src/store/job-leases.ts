import { type RawBuilder, sql } from 'kysely';
import type { Reader, WriteTransaction } from './database.ts';
import { databaseNow } from './database-clock.ts';
import type { JobKind, LeasedJob } from './jobs.ts';
import type { JobRow } from './schema.ts';

export interface LeaseRequest {
  readonly owner: string;
  /** Milliseconds without renewal. */
  readonly milliseconds: number;
  /** By the program's clock. */
  readonly now: number;
}

/** Leases the job of these kinds that has been due longest and whose lane is free. */
export async function leaseNextJob(
  tx: WriteTransaction,
  kinds: readonly JobKind[],
  request: LeaseRequest,
): Promise<LeasedJob | null> {
  const scope = sql<boolean>`jobs.kind in (${sql.join([...kinds])}) and ${laneIsFree()}`;
  const candidate = await findOldestJob(tx, scope, request.now);
  return candidate === null ? null : await take(tx, candidate.id, request);
}

/**
 * The leasable job in `scope` (a condition on `jobs`) that has been due longest. Asks twice, since one question with
 * "or" in it would sort all that waits.
 */
export async function findOldestJob(
  reader: Reader,
  scope: RawBuilder<boolean>,
  now: number,
): Promise<JobRow | null> {
  let oldest: JobRow | null = null;
  for (const condition of [isDue(now), isAbandoned()]) {
    const row = await reader
      .selectFrom('jobs')
      .selectAll()
      .where(condition)
      .where(scope)
      .orderBy('run_at')
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) continue;
    if (
      oldest === null ||
      row.run_at < oldest.run_at ||
      (row.run_at === oldest.run_at && row.seq < oldest.seq)
    )
      oldest = row;
  }
  return oldest;
}

/** Leases one job by its id, where it is due, first of its kind in its lane, and the lane is free. */
export async function leaseJob(
  tx: WriteTransaction,
  id: string,
  request: LeaseRequest,
): Promise<LeasedJob | null> {
  const candidate = await tx
    .selectFrom('jobs')
    .select('id')
    .where('id', '=', id)
    .where(leasable(request.now))
    .where(isFirstOfLane())
    .where(laneIsFree())
    .executeTakeFirst();
  return candidate === undefined ? null : await take(tx, id, request);
}

function isDue(now: number) {
  return sql<boolean>`(jobs.state = 'ready' and jobs.run_at <= ${now})`;
}

/** Whoever leased it let the lease run out. */
function isAbandoned() {
  return sql<boolean>`(jobs.state = 'leased' and jobs.lease_until < ${databaseNow()})`;
}

export function leasable(now: number) {
  return sql<boolean>`(${isDue(now)} or ${isAbandoned()})`;
}

/** No other job of its lane runs. */
export function laneIsFree() {
  return sql<boolean>`not exists (select 1 from jobs as other where other.lane = jobs.lane and other.id <> jobs.id and other.state = 'leased' and other.lease_until >= ${databaseNow()})`;
}

/** No other job of its kind and lane has been due longer. Of other kinds it knows nothing: nobody here may run them. */
export function isFirstOfLane() {
  const before = sql<boolean>`other.lane = jobs.lane and other.kind = jobs.kind and (other.run_at, other.seq) < (jobs.run_at, jobs.seq)`;
  return sql<boolean>`(not exists (select 1 from jobs as other where other.state = 'ready' and ${before}) and not exists (select 1 from jobs as other where other.state = 'leased' and other.lease_until < ${databaseNow()} and ${before}))`;
}

async function take(tx: WriteTransaction, id: string, request: LeaseRequest): Promise<LeasedJob> {
  const row = await tx
    .updateTable('jobs')
    .set((eb) => ({
      state: 'leased' as const,
      lease_owner: request.owner,
      lease_token: eb('lease_token', '+', 1),
      lease_until: eb(databaseNow(), '+', request.milliseconds),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    kind: row.kind as JobKind,
    key: row.key,
    lane: row.lane,
    attempts: row.attempts,
    token: row.lease_token,
  };
}

export async function renewJobLease(
  tx: WriteTransaction,
  job: LeasedJob,
  milliseconds: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('jobs')
    .set((eb) => ({ lease_until: eb(databaseNow(), '+', milliseconds) }))
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'leased')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether a worker that looks for this kind would find something. */
export async function hasRunnableJob(reader: Reader, kind: JobKind, now: number): Promise<boolean> {
  const row = await reader
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', kind)
    .where(leasable(now))
    .where(laneIsFree())
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

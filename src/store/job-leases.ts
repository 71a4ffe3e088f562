import { type RawBuilder, sql } from 'kysely';
import type { Database, Reader, WriteTransaction } from './database.ts';
import { databaseNow } from './database-clock.ts';
import { dialectOf } from './dialect.ts';
import type { JobKind, LeasedJob } from './jobs.ts';
import { ask } from './plain-query.ts';
import type { JobRow } from './schema.ts';

export interface LeaseRequest {
  readonly owner: string;
  /** Milliseconds without renewal. */
  readonly milliseconds: number;
  /** By the program's clock. */
  readonly now: number;
}

/**
 * Leases the job of these kinds that has been due longest and whose lane is free. On PostgreSQL also where nobody else is
 * kept from leasing meanwhile: one statement, which may be a transaction by itself, and which need not outlast a power cut.
 */
export async function leaseNextJob(
  tx: WriteTransaction,
  kinds: readonly JobKind[],
  request: LeaseRequest,
): Promise<LeasedJob | null> {
  if (dialectOf(tx) === 'postgres') {
    const { owner, milliseconds, now } = request;
    return onlyOne(await ask<JobRow>(tx, LEASE_NEXT, [[...kinds], owner, milliseconds, now]));
  }
  const scope = sql<boolean>`jobs.kind in (${sql.join([...kinds])}) and ${laneIsFree(tx)}`;
  const candidate = await findOldestJob(tx, scope, request.now);
  return candidate === null ? null : await take(tx, candidate.id, request);
}

/** See migrations/0001-initial.ts. */
const LEASE_NEXT = 'select * from lease_next_job(?, ?, ?, ?)';
const LEASE_ONE = 'select * from lease_job(?, ?, ?, ?)';

/**
 * The leasable job in `scope` (a condition on `jobs`) that has been due longest. Asks twice, since one question with
 * "or" in it would sort all that waits.
 */
async function findOldestJob(
  reader: Reader,
  scope: RawBuilder<boolean>,
  now: number,
): Promise<JobRow | null> {
  let oldest: JobRow | null = null;
  for (const condition of [isDue(now), isAbandoned(reader)]) {
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

/** leaseJob by itself. SQLite's one write lock is not taken where a look, which waits for nobody, finds nothing to lease. */
export async function leaseJobAlone(
  database: Database,
  id: string,
  request: LeaseRequest,
): Promise<LeasedJob | null> {
  const { dialect, reader } = database;
  if (dialect === 'sqlite' && !(await isLeasable(reader, id, request.now))) return null;
  return await database.writeAlone((tx) => leaseJob(tx, id, request));
}

/** Leases one job by its id, where it is due, first of its kind in its lane, and the lane is free. As leaseNextJob. */
export async function leaseJob(
  tx: WriteTransaction,
  id: string,
  request: LeaseRequest,
): Promise<LeasedJob | null> {
  if (dialectOf(tx) === 'postgres') {
    const { owner, milliseconds, now } = request;
    return onlyOne(await ask<JobRow>(tx, LEASE_ONE, [id, owner, milliseconds, now]));
  }
  return (await isLeasable(tx, id, request.now)) ? await take(tx, id, request) : null;
}

async function isLeasable(reader: Reader, id: string, now: number): Promise<boolean> {
  const row = await reader
    .selectFrom('jobs')
    .select('id')
    .where('id', '=', id)
    .where(leasable(reader, now))
    .where(isFirstOfLane(reader))
    .where(laneIsFree(reader))
    .executeTakeFirst();
  return row !== undefined;
}

function isDue(now: number) {
  return sql<boolean>`(jobs.state = 'ready' and jobs.run_at <= ${now})`;
}

/** Whoever leased it let the lease run out. */
function isAbandoned(reader: Reader) {
  return sql<boolean>`(jobs.state = 'leased' and jobs.lease_until < ${databaseNow(reader)})`;
}

export function leasable(reader: Reader, now: number) {
  return sql<boolean>`(${isDue(now)} or ${isAbandoned(reader)})`;
}

/** No other job of its lane runs. */
export function laneIsFree(reader: Reader) {
  return sql<boolean>`not exists (select 1 from jobs as other where other.lane = jobs.lane and other.id <> jobs.id and other.state = 'leased' and other.lease_until >= ${databaseNow(reader)})`;
}

/** No other job of its kind and lane has been due longer. Of other kinds it knows nothing: nobody here may run them. */
export function isFirstOfLane(reader: Reader) {
  const before = sql<boolean>`other.lane = jobs.lane and other.kind = jobs.kind and (other.run_at, other.seq) < (jobs.run_at, jobs.seq)`;
  return sql<boolean>`(not exists (select 1 from jobs as other where other.state = 'ready' and ${before}) and not exists (select 1 from jobs as other where other.state = 'leased' and other.lease_until < ${databaseNow(reader)} and ${before}))`;
}

async function take(tx: WriteTransaction, id: string, request: LeaseRequest): Promise<LeasedJob> {
  const row = await tx
    .updateTable('jobs')
    .set((eb) => ({
      state: 'leased' as const,
      lease_owner: request.owner,
      lease_token: eb('lease_token', '+', 1),
      lease_until: eb(databaseNow(tx), '+', request.milliseconds),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return leasedJob(row);
}

function onlyOne(rows: readonly JobRow[]): LeasedJob | null {
  const [row] = rows;
  return row === undefined ? null : leasedJob(row);
}

function leasedJob(row: JobRow): LeasedJob {
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
    .set((eb) => ({ lease_until: eb(databaseNow(tx), '+', milliseconds) }))
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
    .where(leasable(reader, now))
    .where(laneIsFree(reader))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

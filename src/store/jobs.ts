import { type RawBuilder, sql } from 'kysely';
import { LeaseLostError } from '../errors.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { databaseNow } from './database-clock.ts';
import type { JobRow } from './schema.ts';

export type JobKind =
  | 'poll-huggingface'
  | 'update-catalog'
  | 'review-release'
  | 'gather-catch-up'
  | 'deliver';

/** Work to be done, written in the transaction of its cause. */
export interface NewJob {
  readonly kind: JobKind;
  /** One unfinished job for each kind and key: asking again while one waits changes nothing but an earlier `runAt`. */
  readonly key: string;
  /** One running job for each lane. */
  readonly lane: string;
  /** Milliseconds since 1970. */
  readonly runAt: number;
}

/** A job in the hands of one worker. */
export interface LeasedJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly key: string;
  readonly lane: string;
  /** Attempts that failed before this one. */
  readonly attempts: number;
  readonly token: number;
}

export interface EnqueuedJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly runAt: number;
  /** How often it was leased before: tells one announcement of a row from the next. */
  readonly generation: number;
}

/** Adds jobs. One that waits already is kept, moved forward where it is wanted sooner; one that runs will run again. */
export async function enqueueJobs(
  tx: WriteTransaction,
  jobs: readonly NewJob[],
  now: number,
): Promise<EnqueuedJob[]> {
  const enqueued: EnqueuedJob[] = [];
  for (const job of jobs) {
    const row = await tx
      .insertInto('jobs')
      .values({
        id: `${job.kind}:${job.key}:${now.toString(36)}:${crypto.randomUUID().slice(0, 8)}`,
        kind: job.kind,
        key: job.key,
        lane: job.lane,
        state: 'ready',
        run_at: job.runAt,
        attempts: 0,
        again: 0,
        created_at: now,
        lease_token: 0,
        lease_until: 0,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'key'])
          .where('state', '<>', sql.lit('dead'))
          .doUpdateSet((eb) => ({
            again: eb
              .case()
              .when('jobs.state', '<>', 'leased')
              .then(eb.ref('jobs.again'))
              .when('jobs.again', '=', 0)
              .then(eb.ref('excluded.run_at'))
              .else(sql<number>`min(jobs.again, excluded.run_at)`)
              .end(),
            run_at: eb
              .case()
              .when('jobs.state', '=', 'ready')
              .then(sql<number>`min(jobs.run_at, excluded.run_at)`)
              .else(eb.ref('jobs.run_at'))
              .end(),
          })),
      )
      .returning(['id', 'run_at', 'lease_token'])
      .executeTakeFirstOrThrow();
    enqueued.push({ id: row.id, kind: job.kind, runAt: row.run_at, generation: row.lease_token });
  }
  return enqueued;
}

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

/**
 * Ends a job in the transaction of its effect: its row goes, or it becomes ready once more where it was asked for again
 * while it ran. Throws LeaseLostError where the lease is no longer this one, so that the effect is undone with it.
 */
export async function completeJob(tx: WriteTransaction, job: LeasedJob): Promise<void> {
  const held = await tx
    .selectFrom('jobs')
    .select(['again'])
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'leased')
    .executeTakeFirst();
  if (held === undefined) throw new LeaseLostError({ job: job.id });
  if (held.again === 0) {
    await tx.deleteFrom('jobs').where('id', '=', job.id).execute();
    return;
  }
  await tx
    .updateTable('jobs')
    .set({
      state: 'ready',
      run_at: held.again,
      again: 0,
      attempts: 0,
      lease_owner: null,
      lease_until: 0,
      error_code: null,
      error_message: null,
    })
    .where('id', '=', job.id)
    .execute();
}

export interface JobFailure {
  readonly code: string;
  readonly message: string;
}

/** Gives a failed job back to be tried at `runAt`. Costs an attempt unless it is parked. */
export async function retryJob(
  tx: WriteTransaction,
  job: LeasedJob,
  runAt: number,
  failure: JobFailure,
  costs: 'attempt' | 'nothing',
): Promise<void> {
  const result = await tx
    .updateTable('jobs')
    .set((eb) => ({
      state: 'ready' as const,
      run_at: runAt,
      // Asked for again in the meantime: the next try is that, unless it was wanted still later.
      again: eb.case().when('again', '<=', runAt).then(0).else(eb.ref('again')).end(),
      attempts: job.attempts + (costs === 'attempt' ? 1 : 0),
      lease_owner: null,
      lease_until: 0,
      error_code: failure.code,
      error_message: failure.message,
    }))
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'leased')
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new LeaseLostError({ job: job.id });
}

/** A job that is not tried again by itself. It stays, to be listed and retried by hand. */
export async function buryJob(tx: WriteTransaction, job: LeasedJob, failure: JobFailure): Promise<void> {
  const result = await tx
    .updateTable('jobs')
    .set({
      state: 'dead',
      attempts: job.attempts + 1,
      lease_owner: null,
      lease_until: 0,
      error_code: failure.code,
      error_message: failure.message,
    })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.token)
    .where('state', '=', 'leased')
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new LeaseLostError({ job: job.id });
}

export async function listDeadJobs(reader: Reader): Promise<JobRow[]> {
  return await reader.selectFrom('jobs').selectAll().where('state', '=', 'dead').orderBy('seq').execute();
}

export async function countJobs(
  reader: Reader,
): Promise<{ readonly ready: number; readonly leased: number; readonly dead: number }> {
  const rows = await reader
    .selectFrom('jobs')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts = { ready: 0, leased: 0, dead: 0 };
  for (const row of rows) counts[row.state] = Number(row.count);
  return counts;
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

/** How many jobs of these kinds are due or running. */
export async function countUnfinishedJobs(
  reader: Reader,
  kinds: readonly JobKind[],
  now: number,
): Promise<number> {
  const row = await reader
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', 'in', [...kinds])
    .where(sql<boolean>`((jobs.state = 'ready' and jobs.run_at <= ${now}) or jobs.state = 'leased')`)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Makes waiting jobs of a kind due now. */
export async function pullForward(tx: WriteTransaction, kind: JobKind, now: number): Promise<void> {
  await tx
    .updateTable('jobs')
    .set({ run_at: now })
    .where('kind', '=', kind)
    .where('state', '=', 'ready')
    .where('run_at', '>', now)
    .execute();
}

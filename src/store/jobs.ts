import { sql } from 'kysely';
import { LeaseLostError } from '../errors.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { dialectOf, inBoth, jsonRows } from './dialect.ts';
import { ask, jsonOf } from './plain-query.ts';
import type { JobRow } from './schema.ts';

/** The kinds of job that look at a source; the key of each job is the source's locator. */
export const pollJobKinds = ['poll-huggingface', 'poll-wikipedia', 'poll-feeds', 'poll-pages'] as const;

export type PollJobKind = (typeof pollJobKinds)[number];

export type JobKind =
  | PollJobKind
  | 'update-catalog'
  | 'fetch-facts'
  | 'review-release'
  | 'review-sources'
  | 'review-candidates'
  | 'send-digests'
  | 'prune'
  | 'gather-catch-up'
  | 'deliver'
  | 'amend';

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

/** Rows of one statement: the catalog of a lab waits no longer than that for a message to thousands. */
const ENQUEUED_AT_ONCE = 500;

/**
 * Adds jobs. One that waits already is kept, moved forward where it is wanted sooner; one that runs will run again.
 * Written out, and many in one statement: it is done at each change of a source, and for each that is to be told of it.
 */
export async function enqueueJobs(
  tx: WriteTransaction,
  jobs: readonly NewJob[],
  now: number,
): Promise<EnqueuedJob[]> {
  const enqueued: EnqueuedJob[] = [];
  const wanted = soonestOfEach(jobs);
  for (let start = 0; start < wanted.length; start += ENQUEUED_AT_ONCE) {
    const rows = wanted.slice(start, start + ENQUEUED_AT_ONCE).map((job) => newRow(job, now));
    const kept = await ask<KeptRow>(tx, ENQUEUE[dialectOf(tx)], [now, jsonOf(tx, rows)]);
    for (const { id, kind, run_at, lease_token } of kept)
      enqueued.push({ id, kind: kind as JobKind, runAt: run_at, generation: lease_token });
  }
  return enqueued;
}

type KeptRow = Pick<JobRow, 'id' | 'kind' | 'run_at' | 'lease_token'>;

/** No statement may write one row twice. */
function soonestOfEach(jobs: readonly NewJob[]): NewJob[] {
  const wanted = new Map<string, NewJob>();
  for (const job of jobs) {
    const name = `${job.kind}:${job.key}`;
    const known = wanted.get(name);
    wanted.set(name, known === undefined || job.runAt < known.runAt ? job : known);
  }
  return [...wanted.values()];
}

function newRow({ kind, key, lane, runAt }: NewJob, now: number): readonly unknown[] {
  return [`${kind}:${key}:${now.toString(36)}:${crypto.randomUUID().slice(0, 8)}`, kind, key, lane, runAt];
}

const ENQUEUE = inBoth(
  (dialect) => `
  insert into jobs (id, kind, key, lane, state, run_at, attempts, again, created_at, lease_token, lease_until)
  select rows.value ->> 0, rows.value ->> 1, rows.value ->> 2, rows.value ->> 3, 'ready',
    cast(rows.value ->> 4 as bigint), 0, 0, cast(?1 as bigint), 0, 0
  from ${jsonRows(dialect, '?2')}
  where true
  order by rows.key
  on conflict (kind, key) where state <> 'dead' do update set
    again = case
      when jobs.state <> 'leased' then jobs.again
      when jobs.again = 0 then excluded.run_at
      when jobs.again < excluded.run_at then jobs.again
      else excluded.run_at
    end,
    run_at = case
      when jobs.state = 'ready' and excluded.run_at < jobs.run_at then excluded.run_at
      else jobs.run_at
    end
  returning id, kind, run_at, lease_token`,
);

/**
 * Ends a job in the transaction of its effect: its row goes, or it becomes ready once more where it was asked for again
 * while it ran. Throws LeaseLostError where the lease is no longer this one, so that the effect is undone with it.
 * Whoever asks for it again meanwhile does so before the row goes, and is heeded, or after, and makes a new one.
 */
export async function completeJob(tx: WriteTransaction, job: LeasedJob): Promise<void> {
  if (dialectOf(tx) === 'postgres') {
    const [ended] = await ask<EndedRow>(tx, END_AND_LOOK, [job.id, job.token]);
    if (ended !== undefined) return void followers.set(job, followerIn(ended));
  } else if ((await ask(tx, END, [job.id, job.token])).length > 0) return;
  const again = await ask(tx, BEGIN_AGAIN, [job.id, job.token]);
  if (again.length === 0) throw new LeaseLostError({ job: job.id });
}

const END = `delete from jobs where id = ? and lease_token = ? and state = 'leased' and again = 0 returning id`;
const BEGIN_AGAIN = `
  update jobs set state = 'ready', run_at = again, again = 0, attempts = 0, lease_owner = null, lease_until = 0,
    error_code = null, error_message = null
  where id = ? and lease_token = ? and state = 'leased'
  returning id`;

/** Where the server is a way off, what follows in the lane is asked for on the same way. */
const END_AND_LOOK = `
  with ended as (
    delete from jobs where id = ? and lease_token = ? and state = 'leased' and again = 0 returning kind, lane
  )
  select next.id, ended.kind, next.run_at, next.lease_token
  from ended left join lateral (
    select id, run_at, lease_token from jobs
    where jobs.lane = ended.lane and jobs.kind = ended.kind and jobs.state = 'ready'
    order by run_at, seq limit 1
  ) as next on true`;

type EndedRow = Pick<JobRow, 'kind'> & {
  readonly [column in 'id' | 'run_at' | 'lease_token']: JobRow[column] | null;
};

/** What completeJob saw to follow. A transaction that runs again sees it again. */
const followers = new WeakMap<LeasedJob, EnqueuedJob | null>();

function followerIn({ id, kind, run_at, lease_token }: EndedRow): EnqueuedJob | null {
  if (id === null) return null;
  return { id, kind: kind as JobKind, runAt: run_at ?? 0, generation: lease_token ?? 0 };
}

/**
 * The job of its kind and lane that was due first when completeJob ended this one; undefined where it did not, or did not
 * look. One that came between that and the commit may be missing.
 */
export function followerOf(job: LeasedJob): EnqueuedJob | null | undefined {
  return followers.get(job);
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
  followers.delete(job);
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
  followers.delete(job);
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

/** What was not tried to be delivered yet goes out now, whatever it waits for. */
export async function pullForwardFirstAttempts(tx: WriteTransaction, now: number): Promise<void> {
  await tx
    .updateTable('jobs')
    .set({ run_at: now })
    .where('kind', '=', 'deliver')
    .where('state', '=', 'ready')
    .where('run_at', '>', now)
    .where('key', 'in', (eb) =>
      eb.selectFrom('deliveries').select('id').where('state', '=', 'pending').where('attempts', '=', 0),
    )
    .execute();
}

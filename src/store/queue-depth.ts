import { sql } from 'kysely';
import type { Reader } from './database.ts';
import { databaseNow } from './database-clock.ts';
import { pollJobKinds } from './jobs.ts';
import type { JobRow } from './schema.ts';

/** How many jobs of one kind are in one state. */
export interface JobCount {
  readonly kind: string;
  readonly state: JobRow['state'];
  readonly count: number;
}

export async function countJobsByKind(reader: Reader): Promise<JobCount[]> {
  const rows = await reader
    .selectFrom('jobs')
    .select(['kind', 'state', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy(['kind', 'state'])
    .execute();
  return rows.map(({ kind, state, count }) => ({ kind, state, count: Number(count) }));
}

/** Since when the job waits that could have run longest ago at `now`; null where none waits. Milliseconds since 1970. */
export async function oldestDueJob(reader: Reader, now: number): Promise<number | null> {
  const row = await reader
    .selectFrom('jobs')
    .select((eb) => eb.fn.min('run_at').as('oldest'))
    .where(
      sql<boolean>`(state = 'ready' and run_at <= ${now}) or (state = 'leased' and lease_until < ${databaseNow(reader)})`,
    )
    .executeTakeFirst();
  return row?.oldest === null || row?.oldest === undefined ? null : Number(row.oldest);
}

/** Looks at sources that were made jobs and are not over: the job, the locator of its source, and when it is due. */
export async function listUnfinishedPolls(
  reader: Reader,
): Promise<readonly { readonly id: string; readonly locator: string; readonly runAt: number }[]> {
  const rows = await reader
    .selectFrom('jobs')
    .select(['id', 'key', 'run_at'])
    .where('kind', 'in', [...pollJobKinds])
    .where('state', '<>', 'dead')
    .orderBy('run_at')
    .execute();
  return rows.map(({ id, key, run_at }) => ({ id, locator: key, runAt: run_at }));
}

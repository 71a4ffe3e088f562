import { sql } from 'kysely';
import type { Reader, WriteTransaction } from './database.ts';
import { databaseNow } from './database-clock.ts';

/** By the database's clock: the schedulers of several machines are compared by this one. */
const NOW_IN_TEXT = sql<string>`cast(${databaseNow()} as text)`;

/** Notes that a scheduler looked what is due, and wrote it down. */
export async function noteTick(tx: WriteTransaction): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key: 'ticked_at', value: NOW_IN_TEXT })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: NOW_IN_TEXT }))
    .execute();
}

/** Milliseconds since a scheduler looked last what is due, as far as it was noted; null where none ever did. */
export async function sinceLastTick(reader: Reader): Promise<number | null> {
  const row = await reader
    .selectFrom('meta')
    .select(sql<number>`${databaseNow()} - cast(value as bigint)`.as('since'))
    .where('key', '=', 'ticked_at')
    .executeTakeFirst();
  return row === undefined ? null : Math.max(0, Number(row.since));
}

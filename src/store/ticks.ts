import { sql } from 'kysely';
import type { Reader, WriteTransaction } from './database.ts';
import { databaseNow } from './database-clock.ts';

/** By the database's clock: the schedulers of several machines are compared by this one. */
function nowInText(reader: Reader) {
  return sql<string>`cast(${databaseNow(reader)} as text)`;
}

/** Notes that a scheduler looked what is due, and wrote it down. */
export async function noteTick(tx: WriteTransaction): Promise<void> {
  const value = nowInText(tx);
  await tx
    .insertInto('meta')
    .values({ key: 'ticked_at', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Milliseconds since a scheduler looked last what is due, as far as it was noted; null where none ever did. */
export async function sinceLastTick(reader: Reader): Promise<number | null> {
  const row = await reader
    .selectFrom('meta')
    .select(sql<number>`${databaseNow(reader)} - cast(value as bigint)`.as('since'))
    .where('key', '=', 'ticked_at')
    .executeTakeFirst();
  return row === undefined ? null : Math.max(0, Number(row.since));
}

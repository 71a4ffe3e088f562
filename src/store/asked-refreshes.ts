import type { Reader, WriteTransaction } from './database.ts';
import type { AskedRefreshRow } from './schema.ts';

export async function addAskedRefresh(tx: WriteTransaction, row: AskedRefreshRow): Promise<void> {
  await tx.insertInto('asked_refreshes').values(row).execute();
}

export async function updateAskedRefresh(
  tx: WriteTransaction,
  id: string,
  changes: Partial<Omit<AskedRefreshRow, 'id'>>,
): Promise<void> {
  await tx.updateTable('asked_refreshes').set(changes).where('id', '=', id).execute();
}

export async function readAskedRefresh(reader: Reader, id: string): Promise<AskedRefreshRow | undefined> {
  return await reader.selectFrom('asked_refreshes').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those that somebody does: their process was seen at it after `seenAfter` (milliseconds since 1970). */
export async function runningRefreshes(reader: Reader, seenAfter: number): Promise<AskedRefreshRow[]> {
  return await reader
    .selectFrom('asked_refreshes')
    .selectAll()
    .where('state', '=', 'running')
    .where('seen_at', '>', seenAfter)
    .orderBy('asked_at')
    .execute();
}

/** Forgets what was asked for before then. */
export async function forgetAskedRefreshes(tx: WriteTransaction, before: number): Promise<void> {
  await tx.deleteFrom('asked_refreshes').where('asked_at', '<', before).execute();
}

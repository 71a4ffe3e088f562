import type { HeldChange } from '../domain/told-changes.ts';
import type { Reader, WriteTransaction } from './database.ts';

/** What of a release waits to be told as changed. */
export async function heldChanges(reader: Reader, releaseId: string): Promise<HeldChange[]> {
  const rows = await reader
    .selectFrom('held_changes')
    .select(['change', 'since'])
    .where('release_id', '=', releaseId)
    .orderBy('change')
    .execute();
  return rows.map(({ change, since }) => ({ key: change, since }));
}

/** Holds these, and nothing else, of a release. */
export async function replaceHeldChanges(
  tx: WriteTransaction,
  releaseId: string,
  held: readonly HeldChange[],
): Promise<void> {
  await tx.deleteFrom('held_changes').where('release_id', '=', releaseId).execute();
  if (held.length === 0) return;
  await tx
    .insertInto('held_changes')
    .values(held.map(({ key, since }) => ({ release_id: releaseId, change: key, since })))
    .execute();
}

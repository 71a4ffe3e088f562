import type { Reader, WriteTransaction } from './database.ts';

/**
 * Facts about the store itself. `queue`: which kind of queue its processes use; `silence_judged_at`: when silence was
 * judged last, milliseconds since 1970; `candidates_week`: the ISO week of the last note about organizations that
 * nobody watches; `baseline`: a fingerprint of the documents whose claims were taken in last, and of how they were read;
 * `overrides`: a fingerprint of what an operator decided about which things belong together; `ticked_at`: when a
 * scheduler looked last what is due, milliseconds since 1970 by the database's clock; `configuration`: how the schedulers
 * are configured, as a fingerprint; `cards`: how far the cards of lists were made, and by which configuration;
 * `catalog_changes`: how often the catalog changed without an event.
 */
export type MetaKey =
  | 'store_id'
  | 'queue'
  | 'silence_judged_at'
  | 'candidates_week'
  | 'baseline'
  | 'overrides'
  | 'ticked_at'
  | 'configuration'
  | 'cards'
  | 'catalog_changes';

export async function readMeta(reader: Reader, key: MetaKey): Promise<string | null> {
  const row = await reader.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeMeta(tx: WriteTransaction, key: MetaKey, value: string): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

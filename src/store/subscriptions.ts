import type { Reader, WriteTransaction } from './database.ts';

/** Remembers since when each channel and each rule has been there: what was before them is not sent to them. */
export async function registerSubscriptions(
  tx: WriteTransaction,
  channels: readonly string[],
  ruleFingerprints: readonly string[],
  now: number,
): Promise<void> {
  for (const id of channels) {
    await tx
      .insertInto('channels')
      .values({ id, first_seen: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (const fingerprint of ruleFingerprints) {
    await tx
      .insertInto('rules')
      .values({ fingerprint, since: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Milliseconds since 1970, by fingerprint. */
export async function ruleAges(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.selectFrom('rules').selectAll().execute();
  return new Map(rows.map((row) => [row.fingerprint, row.since]));
}

export async function unwelcomedChannels(reader: Reader): Promise<string[]> {
  const rows = await reader.selectFrom('channels').select('id').where('welcomed_at', 'is', null).execute();
  return rows.map((row) => row.id);
}

export async function markWelcomed(
  tx: WriteTransaction,
  channels: readonly string[],
  now: number,
): Promise<void> {
  if (channels.length === 0) return;
  await tx
    .updateTable('channels')
    .set({ welcomed_at: now })
    .where('id', 'in', [...channels])
    .execute();
}

import type { Reader, WriteTransaction } from './database.ts';
import type { TokenRow } from './schema.ts';

export async function addToken(
  tx: WriteTransaction,
  token: Omit<TokenRow, 'revoked_at' | 'last_used_at'>,
): Promise<void> {
  await tx
    .insertInto('tokens')
    .values({ ...token, revoked_at: null, last_used_at: null })
    .execute();
}

/** Newest last. */
export async function listTokens(reader: Reader): Promise<TokenRow[]> {
  return await reader.selectFrom('tokens').selectAll().orderBy('created_at').orderBy('id').execute();
}

export async function readToken(reader: Reader, id: string): Promise<TokenRow | undefined> {
  return await reader.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Whether anybody has a token that is good at `now` (milliseconds since 1970). */
export async function hasGoodToken(reader: Reader, now: number): Promise<boolean> {
  const row = await reader
    .selectFrom('tokens')
    .select('id')
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends a token, and with it whoever is signed in by it. Returns false where it had ended already. */
export async function revokeToken(tx: WriteTransaction, id: string, now: number): Promise<boolean> {
  await tx.deleteFrom('sessions').where('token_id', '=', id).execute();
  const result = await tx
    .updateTable('tokens')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function noteTokenUse(tx: WriteTransaction, id: string, now: number): Promise<void> {
  await tx.updateTable('tokens').set({ last_used_at: now }).where('id', '=', id).execute();
}

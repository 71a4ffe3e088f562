import type { Reader, WriteTransaction } from './database.ts';
import type { SessionTable, TokenRow } from './schema.ts';

/** Signs a browser in, and forgets those whose time is over. */
export async function addSession(tx: WriteTransaction, session: SessionTable): Promise<void> {
  await tx.deleteFrom('sessions').where('expires_at', '<=', session.created_at).execute();
  await tx.insertInto('sessions').values(session).execute();
}

/** The token by which a browser is signed in; whether that is still good is for the caller to see. */
export async function tokenOfSession(
  reader: Reader,
  hash: string,
  now: number,
): Promise<TokenRow | undefined> {
  return await reader
    .selectFrom('sessions')
    .innerJoin('tokens', 'tokens.id', 'sessions.token_id')
    .selectAll('tokens')
    .where('sessions.hash', '=', hash)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst();
}

export async function endSession(tx: WriteTransaction, hash: string): Promise<void> {
  await tx.deleteFrom('sessions').where('hash', '=', hash).execute();
}

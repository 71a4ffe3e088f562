import { randomBytes } from 'node:crypto';
import { formatToken, hashSecret, SECRET_BYTES, type TokenAccess } from '../domain/access-token.ts';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import type { TokenRow } from '../store/schema.ts';
import { addToken } from '../store/tokens.ts';

export interface TokenWish {
  /** Null: named after its id. */
  readonly name: string | null;
  readonly access: TokenAccess;
  /** Milliseconds since 1970; null: good until it is revoked. */
  readonly expiresAt: number | null;
}

export interface MadeToken {
  readonly row: TokenRow;
  /** The token itself: known here alone, and not stored. */
  readonly text: string;
}

/** Letters and digits alone: the id stands between underscores, and is typed by people. */
const ID_BYTES = 5;

/** Makes an access token; of its secret only a hash is stored. */
export async function makeToken(database: Database, clock: Clock, wish: TokenWish): Promise<MadeToken> {
  const id = randomBytes(ID_BYTES).toString('hex');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const row = {
    id,
    name: wish.name ?? `token ${id}`,
    hash: hashSecret(secret),
    access: wish.access,
    created_at: clock.now(),
    expires_at: wish.expiresAt,
  };
  await database.write((tx) => addToken(tx, row));
  return { row: { ...row, revoked_at: null, last_used_at: null }, text: formatToken({ id, secret }) };
}

import { createHash, timingSafeEqual } from 'node:crypto';

/** What a token allows: to read, or to read and to ask for a look, a retry. */
export const tokenAccesses = ['read', 'write'] as const;

export type TokenAccess = (typeof tokenAccesses)[number];

/** Bytes of chance in the secret part of a token, and in a session. */
export const SECRET_BYTES = 32;

/** The two parts of a token: by the first it is found, the second proves it. */
export interface TokenParts {
  readonly id: string;
  readonly secret: string;
}

const TOKEN = /^mw_([A-Za-z0-9]{1,32})_([A-Za-z0-9_-]{43})$/;

/** A token as somebody is given it: `mw_ID_SECRET`. Programs that look for leaked secrets know it by its beginning. */
export function formatToken({ id, secret }: TokenParts): string {
  return `mw_${id}_${secret}`;
}

/** Null where the text is no token of ours. */
export function parseToken(text: string): TokenParts | null {
  const [, id, secret] = TOKEN.exec(text.trim()) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** What is stored of a secret. It is of 256 bits of chance: nobody guesses it, so that a fast hash is enough. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether the secret is the one whose hash is stored. Takes as long wherever they differ. */
export function isSecretOf(secret: string, hash: string): boolean {
  const given = Buffer.from(hashSecret(secret), 'hex');
  const stored = Buffer.from(hash, 'hex');
  return given.length === stored.length && timingSafeEqual(given, stored);
}

/** Whether what is stored of a token still opens anything. `now`: milliseconds since 1970. */
export function isGoodToken(
  token: { readonly expires_at: number | null; readonly revoked_at: number | null },
  now: number,
): boolean {
  return token.revoked_at === null && (token.expires_at === null || token.expires_at > now);
}

import { hashSecret, isGoodToken, isSecretOf, parseToken } from '../../domain/access-token.ts';
import type { TokenRow } from '../../store/schema.ts';
import { tokenOfSession } from '../../store/sessions.ts';
import { noteTokenUse, readToken } from '../../store/tokens.ts';
import type { WebDependencies } from '../dependencies.ts';
import type { Visitor, WebContext } from '../web-env.ts';
import { isForwarded } from './client-address.ts';
import { formTokenOf, readSessionCookie } from './session-cookie.ts';

/** The last use of a token is written once an hour at most. */
const NOTE_USE_EVERY_MS = 3_600_000;

/** The token of that text; null where it is none of ours, revoked or run out. */
export async function findToken(deps: WebDependencies, text: string): Promise<TokenRow | null> {
  const parts = parseToken(text);
  if (parts === null) return null;
  const row = await readToken(deps.database.reader, parts.id);
  // Compared in any case: how long that takes tells nobody whether there is such an id.
  const right = isSecretOf(parts.secret, row?.hash ?? hashSecret(''));
  if (row === undefined || !right || !isGoodToken(row, deps.clock.now())) return null;
  await noteUse(deps, row);
  return row;
}

/** Who asks: by `Authorization: Bearer`, else by the cookie of a session. Null where a bearer's token is not good. */
export async function identify(deps: WebDependencies, c: WebContext): Promise<Visitor | null> {
  const bearer = /^Bearer +(\S+)\s*$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (bearer !== undefined) {
    const token = await findToken(deps, bearer);
    return token === null ? null : known(token, 'bearer', null);
  }
  const secret = readSessionCookie(c);
  if (secret !== null) {
    const token = await tokenOfSession(deps.database.reader, hashSecret(secret), deps.clock.now());
    if (token !== undefined && isGoodToken(token, deps.clock.now()))
      return known(token, 'session', formTokenOf(secret));
  }
  return { by: 'nothing', token: null, mayRead: isOpen(deps, c), mayWrite: false, formToken: null };
}

function known(token: TokenRow, by: Visitor['by'], formToken: string | null): Visitor {
  return { by, token, mayRead: true, mayWrite: token.access === 'write', formToken };
}

/** Unless web.yaml says who may read: everybody on this machine, and nobody who comes from elsewhere. */
function isOpen({ configuration, loopback }: WebDependencies, c: WebContext): boolean {
  const { reading, publicUrl } = configuration.web;
  if (reading !== null) return reading === 'open';
  return loopback && publicUrl === null && !isForwarded(c);
}

async function noteUse({ database, clock }: WebDependencies, token: TokenRow): Promise<void> {
  const now = clock.now();
  if (token.last_used_at !== null && now - token.last_used_at < NOTE_USE_EVERY_MS) return;
  await database.writeUnsynced((tx) => noteTokenUse(tx, token.id, now));
}

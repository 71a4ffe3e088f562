import { safeLine } from '../alerts/hostile-text.ts';
import { isGoodToken, type TokenAccess } from '../domain/access-token.ts';
import { UsageError } from '../errors.ts';
import { makeToken } from '../pipeline/make-token.ts';
import type { TokenRow } from '../store/schema.ts';
import { listTokens, readToken, revokeToken } from '../store/tokens.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { moment } from './moments.ts';
import { readingIfThere } from './reading.ts';
import { formatTable } from './table.ts';

export interface CreateTokenOptions {
  readonly name?: string;
  readonly read?: boolean;
  readonly write?: boolean;
  readonly expires?: string;
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;
const LONGEST_NAME = 60;

/** Makes an access token and shows it, this once. Makes the store where there is none. */
export async function createToken(context: CommandContext, options: CreateTokenOptions): Promise<ExitCode> {
  if (options.read === true && options.write === true) {
    throw new UsageError('token-access', 'name one of --read and --write: a token that may write reads, too');
  }
  const now = context.clock.now();
  const wish = {
    name: options.name === undefined ? null : safeLine(options.name, LONGEST_NAME),
    access: options.write === true ? 'write' : 'read',
    expiresAt: options.expires === undefined ? null : now + parseSpan(options.expires),
  } as const;
  const database = await context.openFor('work');
  try {
    const { row, text } = await makeToken(database, context.clock, wish);
    if (options.json === true) context.printJson({ ...viewToken(row, now), token: text });
    else printToken(context, row, text);
    return 0;
  } finally {
    await database.close();
  }
}

function printToken(
  context: CommandContext,
  row: Pick<TokenRow, 'access' | 'id' | 'expires_at'>,
  token: string,
): void {
  const allows = row.access === 'write' ? 'reads, looks now and retries' : 'reads';
  const until = row.expires_at === null ? 'until it is revoked' : `until ${moment(row.expires_at)}`;
  context.print(token);
  context.print('');
  context.print(
    `It ${allows}, ${until}. Keep it safe: it is not shown again, and only a hash of it is stored.`,
  );
  context.print(`To take it back: modelwatch token revoke ${row.id}`);
}

/** Lists the tokens; their secrets are known to nobody here. */
export async function tokens(
  context: CommandContext,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const now = context.clock.now();
  const rows = (await readingIfThere(context, listTokens)) ?? [];
  const views = rows.map((row) => viewToken(row, now));
  if (options.json === true) {
    context.printJson(views);
    return 0;
  }
  if (rows.length === 0) {
    context.print('There are no tokens. "modelwatch token create" makes one.');
    return 0;
  }
  const cells = rows.map((row, index) => [
    row.id,
    row.name,
    row.access,
    views[index]?.state ?? '',
    moment(row.created_at),
    row.expires_at === null ? '' : moment(row.expires_at),
    row.last_used_at === null ? 'never' : moment(row.last_used_at),
  ]);
  const head = ['id', 'name', 'access', 'state', 'made', 'expires', 'last used'];
  context.print(formatTable(head, cells, context.terminal.color));
  return 0;
}

/** Ends a token, and signs out whoever is signed in by it. */
export async function revoke(context: CommandContext, id: string): Promise<ExitCode> {
  const known = await readingIfThere(context, (reader) => readToken(reader, id));
  if (known === undefined || known === null) {
    throw new UsageError('token', `there is no token "${id}": "modelwatch token list" shows their ids`);
  }
  const database = await context.openFor('work');
  try {
    const revoked = await database.write((tx) => revokeToken(tx, id, context.clock.now()));
    context.print(
      revoked
        ? `The token ${id} (${known.name}) opens nothing any more; whoever was signed in by it is signed out.`
        : `The token ${id} (${known.name}) was revoked before.`,
    );
    return 0;
  } finally {
    await database.close();
  }
}

interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly access: TokenAccess;
  readonly state: 'good' | 'expired' | 'revoked';
  /** ISO 8601, as the others. */
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
}

function viewToken(row: TokenRow, now: number): TokenView {
  const ended = row.revoked_at === null ? 'expired' : 'revoked';
  return {
    id: row.id,
    name: row.name,
    access: row.access,
    state: isGoodToken(row, now) ? 'good' : ended,
    createdAt: iso(row.created_at),
    ...(row.expires_at === null ? {} : { expiresAt: iso(row.expires_at) }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: iso(row.last_used_at) }),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function parseSpan(text: string): number {
  const [, count, unit] = /^(\d{1,5})([dwy])$/.exec(text.trim()) ?? [];
  const days = { d: 1, w: 7, y: 365 } as const;
  if (count === undefined || unit === undefined || Number(count) === 0) {
    throw new UsageError('token-expires', `--expires: "${text}" is no time span; write it as 90d, 12w or 1y`);
  }
  return Number(count) * days[unit as keyof typeof days] * DAY_MS;
}

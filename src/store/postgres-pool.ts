import { setTimeout as delay } from 'node:timers/promises';
import pg, { type Client, type Pool, type PoolClient } from 'pg';
import { StoreError } from '../errors.ts';
import type { PostgresAddress } from './postgres-address.ts';

export interface PoolTerms {
  readonly address: PostgresAddress;
  /** Connections at most. */
  readonly size: number;
  /** For those who look at the server: pg_stat_activity.application_name. */
  readonly name: string;
  readonly readOnly: boolean;
}

/** Establishing a connection, and waiting for one that is free. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Every statement of the program is far quicker; what is meant to last says so (writeAtLength). */
export const STATEMENT_TIMEOUT_MS = 30_000;
/** Waiting for a lock that another transaction has: they are short. */
const LOCK_TIMEOUT_MS = 10_000;
/** A process that is stopped in a transaction holds its locks for so long and no longer: the server ends its session. */
const IDLE_IN_TRANSACTION_MS = 15_000;
/** Where not even an error comes back: the statement's own time, and some for the way. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 10_000;

/** Opens no connection yet. Errors of connections that nobody uses end with the connection, not with the process. */
export function createPool({ address, size, name, readOnly }: PoolTerms): Pool {
  const pool = new pg.Pool({
    connectionString: address.connectionString,
    application_name: name,
    max: size,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Statements go out as they are made, where nobody waits for the answer to the one before.
    pipeline: true,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    options: sessionOptions(address, readOnly),
    types: { getTypeParser },
  });
  // What a dropped connection was used for fails by itself; its event alone would end the process.
  pool.on('error', ignoreDropped);
  const clients = new Set<PoolClient>();
  connected.set(pool, clients);
  pool.on('connect', (client) => {
    client.on('error', ignoreDropped);
    clients.add(client);
  });
  pool.on('remove', (client) => clients.delete(client));
  return pool;
}

/** How long connections that are in use may go on when the program ends. */
const FAREWELL_MS = 2_000;

const connected = new WeakMap<Pool, Set<PoolClient>>();

/** Lets what is under way end, for two seconds: a server that went without a word never says good-bye. */
export async function closePool(pool: Pool): Promise<void> {
  const patience = new AbortController();
  const late = delay(FAREWELL_MS, undefined, { signal: patience.signal }).catch(() => {
    // Everything ended in time.
  });
  await Promise.race([pool.end(), late]);
  patience.abort();
  // What waits for an answer is cut off by that.
  for (const client of connected.get(pool) ?? []) void (client as unknown as Client).end();
}

function ignoreDropped(): void {
  // The pool has taken it out, and whoever waits for an answer on it is told.
}

/** Last wins: what the address asks for cannot change what the program relies on. */
function sessionOptions({ options }: PostgresAddress, readOnly: boolean): string {
  const own = [
    'timezone=UTC',
    'default_transaction_isolation=read\\ committed',
    // To compile a statement takes longer than any of ours runs.
    'jit=off',
    ...(readOnly ? ['default_transaction_read_only=on'] : []),
  ];
  return [options, ...own.map((setting) => `-c ${setting}`)].join(' ').trim();
}

const INT8 = 20;
const NUMERIC = 1700;

/** Counts, sums and instants are numbers here; the driver gives them as text, since PostgreSQL's may be larger. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8) return readInteger;
  if (oid === NUMERIC) return Number;
  return format === undefined ? pg.types.getTypeParser(oid) : pg.types.getTypeParser(oid, format as 'text');
}

function readInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new StoreError('store-number', 'the database holds a number that is too large to be exact', {
    value: text,
  });
}

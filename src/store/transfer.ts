import { sql } from 'kysely';
import { StoreError } from '../errors.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { dialectOf } from './dialect.ts';
import { ask, marks } from './plain-query.ts';
import type { Tables } from './schema.ts';

/**
 * What a catalog is made of, each table after those that it refers to. Quotas, and the identity of the store itself, are
 * not part of it.
 */
export const transferTables = [
  'sources',
  'records',
  'events',
  'catalog_cursors',
  'releases',
  'repos',
  'signals',
  'claims',
  'repo_facts',
  'held_changes',
  'candidates',
  'alerts',
  'deliveries',
  'digests',
  'channels',
  'rules',
  'jobs',
] as const satisfies readonly (keyof Tables)[];

export type TransferTable = (typeof transferTables)[number];

/** Every table but that of the migrations and those that are derived, each after those that it refers to. */
export const storeTables = [
  'meta',
  'rate_limits',
  ...transferTables,
  'tokens',
  'sessions',
  'asked_refreshes',
] as const satisfies readonly (keyof Tables)[];

export type StoreTable = (typeof storeTables)[number];

/** What is made from the others again, where `meta` does not say that it is made. */
export const derivedTables = [
  'release_cards',
  'release_card_texts',
  'release_card_search',
  'release_card_terms',
  'release_card_numbers',
] as const;

export type StoredValues = Readonly<Record<string, unknown>>;

/** What tells the rows of a table apart, and orders them. */
const KEYS = {
  meta: ['key'],
  rate_limits: ['quota'],
  sources: ['locator'],
  records: ['namespace', 'key'],
  events: ['n'],
  catalog_cursors: ['lab'],
  releases: ['seq'],
  repos: ['key'],
  signals: ['seq'],
  claims: ['seq'],
  repo_facts: ['key'],
  held_changes: ['release_id', 'change'],
  candidates: ['organization'],
  alerts: ['seq'],
  deliveries: ['seq'],
  digests: ['channel', 'period_to'],
  channels: ['id'],
  rules: ['fingerprint'],
  jobs: ['seq'],
  tokens: ['id'],
  sessions: ['hash'],
  asked_refreshes: ['id'],
} as const satisfies Readonly<Record<StoreTable, readonly string[]>>;

export interface TransferRow {
  readonly table: TransferTable;
  readonly row: StoredValues;
}

/** Held by a process of the store that they are read from; nobody holds them in another. */
const LEASED: Readonly<Record<string, unknown>> = { lease_owner: null, lease_token: 0, lease_until: 0 };

export const ROWS_PER_READ = 1000;

/** Every row, tables and rows in a fixed order: two equal catalogs give the same rows, whatever database holds them. */
export async function* readAllRows(reader: Reader): AsyncGenerator<TransferRow> {
  for (const table of transferTables) for await (const row of readRows(reader, table)) yield { table, row };
}

/** The rows of one table in the order of their keys, leases left out. */
export async function* readRows(reader: Reader, table: StoreTable): AsyncGenerator<StoredValues> {
  const keys: readonly string[] = KEYS[table];
  let after: readonly unknown[] | null = null;
  for (;;) {
    const beyond = after === null ? '' : `where (${keys.join(', ')}) > (${marks(keys)})`;
    const text = `select * from ${table} ${beyond} order by ${keys.join(', ')} limit ${ROWS_PER_READ}`;
    const rows: Record<string, unknown>[] = await ask(reader, text, after ?? []);
    for (const row of rows) yield withoutLease(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_READ) return;
    after = keys.map((key) => last[key]);
  }
}

/** A job that somebody works on is to be done, wherever the catalog is carried to. */
function withoutLease(row: Record<string, unknown>): Record<string, unknown> {
  if (!('lease_owner' in row)) return row;
  return { ...row, ...LEASED, ...(row.state === 'leased' ? { state: 'ready' } : {}) };
}

/** Whether nothing that a transfer would bring is there yet. */
export async function isEmpty(reader: Reader): Promise<boolean> {
  for (const table of transferTables) {
    const found = await sql`select 1 from ${sql.table(table)} limit 1`.execute(reader);
    if (found.rows.length > 0) return false;
  }
  return true;
}

const DEFER = { sqlite: 'pragma defer_foreign_keys = on', postgres: 'set constraints all deferred' } as const;

/** Rows of one table may refer to each other in either direction: checked when the transaction ends. */
export async function deferReferences(tx: WriteTransaction): Promise<void> {
  await ask(tx, DEFER[dialectOf(tx)], []);
}

/** Columns that the database numbers by itself, where nobody else does. */
const NUMBERED = {
  events: 'n',
  releases: 'seq',
  signals: 'seq',
  claims: 'seq',
  alerts: 'seq',
  deliveries: 'seq',
  jobs: 'seq',
} as const;

/** What comes next is numbered after all that was written with its number. SQLite sees to that by itself. */
export async function continueNumbers(tx: WriteTransaction): Promise<void> {
  if (dialectOf(tx) === 'sqlite') return;
  for (const [table, column] of Object.entries(NUMBERED)) {
    const last = `select max(${column}) from ${table}`;
    await ask(
      tx,
      `select setval(pg_get_serial_sequence('${table}', '${column}'), coalesce((${last}), 1), (${last}) is not null)`,
      [],
    );
  }
}

const ROWS_PER_INSERT = 100;

/**
 * Writes rows as they were read. Throws StoreError where one has columns that this version does not know: it was read
 * by a newer one. Rows of one table are best given one after the other.
 */
export async function writeRows(tx: WriteTransaction, rows: readonly TransferRow[]): Promise<void> {
  for (const [table, own] of Map.groupBy(rows, (row) => row.table))
    await writeRowsOf(
      tx,
      table,
      own.map(({ row }) => row),
    );
}

/** The same for rows of one table. */
export async function writeRowsOf(
  tx: WriteTransaction,
  table: StoreTable,
  rows: readonly StoredValues[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const values = rows.slice(start, start + ROWS_PER_INSERT);
    try {
      await tx
        .insertInto(table)
        .values(values as never)
        .execute();
    } catch (error) {
      throw new StoreError(
        'store-import',
        'a row cannot be stored: the file was written by another version, or was changed by hand',
        { table, cause: error instanceof Error ? error.message : String(error) },
        { cause: error },
      );
    }
  }
}

import { sql } from 'kysely';
import { StoreError } from '../errors.ts';
import type { Reader, WriteTransaction } from './database.ts';
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

export interface TransferRow {
  readonly table: TransferTable;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Held by a process of the store that they are read from; nobody holds them in another. */
const LEASED: Readonly<Record<string, unknown>> = { lease_owner: null, lease_token: 0, lease_until: 0 };

const ROWS_PER_READ = 1000;

/** Every row, tables and rows in a fixed order: two equal catalogs give the same rows. */
export async function* readAllRows(reader: Reader): AsyncGenerator<TransferRow> {
  for (const table of transferTables) {
    let rowid = 0;
    for (;;) {
      const rows = await sql<Record<string, unknown>>`
        select rowid as transfer_rowid, * from ${sql.table(table)}
        where rowid > ${rowid} order by rowid limit ${ROWS_PER_READ}`.execute(reader);
      for (const { transfer_rowid: id, ...row } of rows.rows) {
        rowid = Number(id);
        yield { table, row: withoutLease(row) };
      }
      if (rows.rows.length < ROWS_PER_READ) break;
    }
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

/** Rows of one table may refer to each other in either direction: checked when the transaction ends. */
export async function deferReferences(tx: WriteTransaction): Promise<void> {
  await sql`pragma defer_foreign_keys = on`.execute(tx);
}

const ROWS_PER_INSERT = 100;

/**
 * Writes rows as they were read. Throws StoreError where one has columns that this version does not know: it was read
 * by a newer one. Rows of one table are best given one after the other.
 */
export async function writeRows(tx: WriteTransaction, rows: readonly TransferRow[]): Promise<void> {
  for (const [table, own] of Map.groupBy(rows, (row) => row.table)) {
    for (let start = 0; start < own.length; start += ROWS_PER_INSERT) {
      const values = own.slice(start, start + ROWS_PER_INSERT).map(({ row }) => row);
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
}

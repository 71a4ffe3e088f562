import { createHash, type Hash } from 'node:crypto';
import { StoreError } from '../errors.ts';
import type { Database, Reader, WriteTransaction } from './database.ts';
import { storable } from './plain-query.ts';
import {
  continueNumbers,
  deferReferences,
  isEmpty,
  ROWS_PER_READ,
  readRows,
  type StoredValues,
  type StoreTable,
  storeTables,
  writeRowsOf,
} from './transfer.ts';

/** What was copied of one table, counted where it was written. */
export interface CopiedTable {
  readonly table: StoreTable;
  readonly rows: number;
  /** Of all values of all rows in their order: two tables with the same one hold the same. */
  readonly digest: string;
}

/**
 * Copies a store, jobs and deliveries with it, into one that holds nothing yet, and compares what was written with what
 * was read: all of it, or nothing. Leases are nobody's in the copy. Throws StoreError `store-not-empty`, `store-copy`.
 */
export async function copyStore(from: Database, to: Database): Promise<readonly CopiedTable[]> {
  return await from.readAtOnce((reader) =>
    to.writeAtLength(async (tx) => {
      if (!(await isEmpty(tx)))
        throw new StoreError(
          'store-not-empty',
          'there is a catalog in the database already: name one that holds nothing',
          { database: to.place },
        );
      // What was noted when the copy was made is another store's.
      await tx.deleteFrom('meta').execute();
      await deferReferences(tx);
      const copied: CopiedTable[] = [];
      for (const table of storeTables) copied.push(await copyTable(reader, tx, table, to));
      await continueNumbers(tx);
      // Cards are not copied: the next start makes them.
      await tx.deleteFrom('meta').where('key', '=', 'cards').execute();
      return copied;
    }),
  );
}

async function copyTable(
  reader: Reader,
  tx: WriteTransaction,
  table: StoreTable,
  to: Database,
): Promise<CopiedTable> {
  const read = new RowDigest();
  let waiting: StoredValues[] = [];
  for await (const row of readRows(reader, table)) {
    const values = to.dialect === 'postgres' ? asPostgresHolds(row) : row;
    read.add(values);
    waiting.push(values);
    if (waiting.length < ROWS_PER_READ) continue;
    await writeRowsOf(tx, table, waiting);
    waiting = [];
  }
  await writeRowsOf(tx, table, waiting);
  const written = new RowDigest();
  for await (const row of readRows(tx, table)) written.add(row);
  const copied = written.end();
  if (copied.rows === read.rows && copied.digest === read.end().digest) return { table, ...copied };
  throw new StoreError('store-copy', 'what was written is not what was read: nothing was copied', {
    table,
    read: read.rows,
    written: copied.rows,
  });
}

function asPostgresHolds(row: StoredValues): StoredValues {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, storable(value)]));
}

/** A digest over rows that does not have to hold them, whatever order their columns are in. */
class RowDigest {
  readonly #hash: Hash = createHash('sha256');
  rows = 0;

  add(row: StoredValues): void {
    this.rows += 1;
    const columns = Object.keys(row).sort();
    this.#hash.update(`${JSON.stringify(columns.map((column) => [column, row[column]]))}\n`);
  }

  end(): { readonly rows: number; readonly digest: string } {
    return { rows: this.rows, digest: this.#hash.copy().digest('hex') };
  }
}

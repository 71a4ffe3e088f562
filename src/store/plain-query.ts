import { CompiledQuery } from 'kysely';
import type { Reader, WriteTransaction } from './database.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** The connection of a transaction that is under way. */
interface Direct {
  readonly connection: SqliteConnection;
  /** Null where others have had their turn lately. */
  readonly afterEach: () => Promise<void> | null;
}

const direct = new WeakMap<Reader, Direct>();

/** Statements of `ask` go straight to the connection while `work` runs: for these Kysely would only be in the way. */
export async function withDirect<T>(
  transaction: WriteTransaction,
  to: Direct,
  work: (transaction: WriteTransaction) => Promise<T>,
): Promise<T> {
  direct.set(transaction, to);
  try {
    return await work(transaction);
  } finally {
    direct.delete(transaction);
  }
}

/**
 * Runs a statement that is asked at each event: to build it anew takes longer than to run it. Only plain SQL that both
 * databases read, with `?` for its values.
 */
export async function ask<Row>(reader: Reader, text: string, values: readonly unknown[]): Promise<Row[]> {
  const own = direct.get(reader);
  if (own !== undefined) {
    const statement = own.connection.prepare(text);
    const rows = statement.reader ? statement.all(values) : [];
    if (!statement.reader) statement.run(values);
    const turn = own.afterEach();
    if (turn !== null) await turn;
    return rows as Row[];
  }
  return (await reader.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;
}

/** `?, ?, ?`: one for each value. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/** Sets these columns of the one row with that key. Names of columns are the program's own. */
export async function setColumns(
  tx: WriteTransaction,
  table: 'releases' | 'repos',
  changes: Readonly<Record<string, unknown>>,
  key: string,
  value: string,
): Promise<void> {
  const columns = Object.keys(changes).filter((column) => changes[column] !== undefined);
  if (columns.length === 0) return;
  await ask(
    tx,
    `update ${table} set ${columns.map((column) => `${column} = ?`).join(', ')} where ${key} = ?`,
    [...columns.map((column) => changes[column]), value],
  );
}

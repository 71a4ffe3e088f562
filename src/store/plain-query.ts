import { CompiledQuery } from 'kysely';
import type { Reader, Work, WriteTransaction } from './database.ts';
import { dialectOf } from './dialect.ts';

/** Runs a statement with `?` for its values; gives the rows that it returns. */
export type DirectAsk = (text: string, values: readonly unknown[]) => Promise<unknown[]>;

const direct = new WeakMap<Reader, DirectAsk>();

/** Statements of `ask` go straight to the connection while `work` runs: for these Kysely would only be in the way. */
export async function withDirect<T>(
  transaction: WriteTransaction,
  askDirectly: DirectAsk,
  work: Work<T>,
): Promise<T> {
  direct.set(transaction, askDirectly);
  try {
    return await work(transaction);
  } finally {
    direct.delete(transaction);
  }
}

/**
 * Runs a statement that is asked often: to build it anew takes longer than to run it. Only plain SQL that the database at
 * hand reads (see dialect.ts), with `?` or `?1` for its values.
 */
export async function ask<Row>(reader: Reader, text: string, values: readonly unknown[]): Promise<Row[]> {
  const askDirectly = direct.get(reader);
  if (askDirectly !== undefined) return (await askDirectly(text, values)) as Row[];
  const own = dialectOf(reader) === 'sqlite' ? text : numbered(text);
  return (await reader.executeQuery<Row>(CompiledQuery.raw(own, [...values]))).rows;
}

/** More would be texts that are made anew at each question. */
const KEPT_TEXTS = 2000;
const numberedTexts = new Map<string, string>();

/** The same text as PostgreSQL reads it: `$1` for the first `?`, and for `?1`. */
export function numbered(text: string): string {
  const kept = numberedTexts.get(text);
  if (kept !== undefined) return kept;
  let count = 0;
  const own = text.replaceAll(/\?(\d*)/g, (_, number: string) => `$${number === '' ? ++count : number}`);
  if (numberedTexts.size >= KEPT_TEXTS) numberedTexts.clear();
  numberedTexts.set(text, own);
  return own;
}

/**
 * PostgreSQL stores no NUL (https://www.postgresql.org/docs/15/datatype-character.html), and what is no Unicode becomes
 * U+FFFD on its way anyway. Both become that here, in what is stored as in what is asked for, so that it is found again.
 */
export function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\u0000') ? value.replaceAll('\u0000', '\ufffd') : value;
}

/**
 * Rows as one parameter (dialect.ts: jsonRows). Halves of a character become U+FFFD, as in any other parameter, and for
 * PostgreSQL so does NUL (storable).
 */
export function jsonOf(reader: Reader, rows: readonly (readonly unknown[])[]): string {
  const text = JSON.stringify(rows);
  if (!ESCAPED.test(text)) return text;
  const isPostgres = dialectOf(reader) === 'postgres';
  return JSON.stringify(rows, (_, value) => {
    if (typeof value !== 'string') return value;
    return isPostgres ? value.toWellFormed().replaceAll('\u0000', '\ufffd') : value.toWellFormed();
  });
}

/** As JSON.stringify writes them (https://tc39.es/ecma262/#sec-quotejsonstring). */
const ESCAPED = /\\u(?:0000|d[89a-f])/;

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

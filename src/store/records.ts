import type { Reader, WriteTransaction } from './database.ts';
import { dialectOf, inBoth, jsonRows } from './dialect.ts';
import { ask, jsonOf } from './plain-query.ts';
import type { RecordRow, RecordTable } from './schema.ts';

export type RecordSummary = Pick<RecordRow, 'key' | 'hash' | 'state' | 'missing_polls'>;

/** A record with what was observed, read from its JSON; null where nothing is kept of it but its key. */
export type StoredRecord<T> = Omit<RecordRow, 'content'> & { readonly observation: T };

/** Where records stand: keys are unique within the namespace, and the locator says which source shows them. */
export interface RecordPlace {
  readonly namespace: string;
  readonly locator: string;
}

/** What is stored of one observation. */
export interface RecordContent {
  readonly key: string;
  readonly name: string;
  readonly nameFolded: string;
  readonly hash: string;
  /** JSON, or empty. */
  readonly content: string;
  /** Milliseconds since 1970; null where it has no date. */
  readonly datedAt: number | null;
}

export interface NewRecord extends RecordContent {
  readonly baseline: boolean;
}

/** A larger statement is no quicker, and holds up everything else while it is put together. */
const ROWS_PER_INSERT = 100;
export const KEYS_PER_QUERY = 1000;

/** What a poll compares first: small, and read from the index alone. */
export async function summarizeRecords(reader: Reader, locator: string): Promise<Map<string, RecordSummary>> {
  const rows = await reader
    .selectFrom('records')
    .select(['key', 'hash', 'state', 'missing_polls'])
    .where('locator', '=', locator)
    .execute();
  return new Map(rows.map((row) => [row.key, row]));
}

export async function readRecords<T>(
  reader: Reader,
  namespace: string,
  keys: readonly string[],
): Promise<Map<string, StoredRecord<T>>> {
  const found = new Map<string, StoredRecord<T>>();
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('records')
      .selectAll()
      .where('namespace', '=', namespace)
      .where('key', 'in', keys.slice(start, start + KEYS_PER_QUERY))
      .execute();
    for (const row of rows) found.set(row.key, parseRecord<T>(row));
  }
  return found;
}

/** The records that bear one of these names (folded), or bore it last: in no order. */
export async function findRecordsByName<T>(
  reader: Reader,
  namespace: string,
  names: readonly string[],
): Promise<StoredRecord<T>[]> {
  const found: StoredRecord<T>[] = [];
  for (let start = 0; start < names.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('records')
      .selectAll()
      .where('namespace', '=', namespace)
      .where('name_folded', 'in', names.slice(start, start + KEYS_PER_QUERY))
      .execute();
    found.push(...rows.map((row) => parseRecord<T>(row)));
  }
  return found;
}

/** What these keys are called now. */
export async function namesOfRecords(
  reader: Reader,
  namespace: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('records')
      .select(['key', 'name'])
      .where('namespace', '=', namespace)
      .where('key', 'in', keys.slice(start, start + KEYS_PER_QUERY))
      .execute();
    for (const row of rows) names.set(row.key, row.name);
  }
  return names;
}

/**
 * One statement, whose one parameter is a JSON of the rows: to build one with a place for each value takes longer than
 * it takes to insert them.
 */
export async function insertRecords(
  tx: WriteTransaction,
  { namespace, locator }: RecordPlace,
  records: readonly NewRecord[],
  now: number,
): Promise<void> {
  for (let start = 0; start < records.length; start += ROWS_PER_INSERT) {
    const rows = records
      .slice(start, start + ROWS_PER_INSERT)
      .map(({ key, name, nameFolded, hash, content, baseline, datedAt }) => [
        key,
        name,
        nameFolded,
        hash,
        content,
        baseline ? 1 : 0,
        datedAt,
      ]);
    await ask(tx, INSERT[dialectOf(tx)], [namespace, locator, jsonOf(tx, rows), now]);
  }
}

const INSERT = inBoth(
  (dialect) => `
  insert into records (namespace, locator, key, name, name_folded, hash, content, baseline, dated_at,
    state, first_seen, last_seen, missing_since, missing_polls, removed_at)
  select cast(?1 as text), cast(?2 as text), rows.value ->> 0, rows.value ->> 1, rows.value ->> 2, rows.value ->> 3,
    rows.value ->> 4, cast(rows.value ->> 5 as bigint), cast(rows.value ->> 6 as bigint),
    'present', cast(?4 as bigint), cast(?4 as bigint), null, 0, null
  from ${jsonRows(dialect, '?3')}`,
);

/** Stores what is seen now under a key that is known; the record is present again, whatever it was. */
export async function updateRecord(
  tx: WriteTransaction,
  place: RecordPlace,
  record: RecordContent,
  now: number,
): Promise<void> {
  await tx
    .updateTable('records')
    .set({
      locator: place.locator,
      name: record.name,
      name_folded: record.nameFolded,
      hash: record.hash,
      content: record.content,
      state: 'present',
      last_seen: now,
      missing_since: null,
      missing_polls: 0,
      removed_at: null,
      dated_at: record.datedAt,
    })
    .where('namespace', '=', place.namespace)
    .where('key', '=', record.key)
    .execute();
}

export type AbsenceChanges = Pick<RecordTable, 'missing_since' | 'missing_polls'> &
  Partial<Pick<RecordTable, 'state' | 'removed_at'>>;

export async function updateAbsence(
  tx: WriteTransaction,
  namespace: string,
  key: string,
  changes: AbsenceChanges,
): Promise<void> {
  await tx
    .updateTable('records')
    .set(changes)
    .where('namespace', '=', namespace)
    .where('key', '=', key)
    .execute();
}

/** Repo names are compared without regard to case, as the Hub does. */
export function foldName(name: string): string {
  return name.toLowerCase();
}

function parseRecord<T>(row: RecordRow): StoredRecord<T> {
  const { content, ...rest } = row;
  return { ...rest, observation: (content === '' ? null : JSON.parse(content)) as T };
}

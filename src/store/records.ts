import type { RepoObservation } from '../domain/observation.ts';
import type { Reader, WriteTransaction } from './database.ts';
import type { RecordRow, RecordTable } from './schema.ts';

export type RecordSummary = Pick<RecordRow, 'key' | 'hash' | 'state' | 'missing_polls'>;

export type StoredRecord = Omit<RecordRow, 'content'> & { readonly observation: RepoObservation };

/** A larger statement is no quicker, and holds up everything else while it is put together. */
const ROWS_PER_INSERT = 100;
const KEYS_PER_QUERY = 1000;

/** What a poll compares first: small, and read from the index alone. */
export async function summarizeRecords(reader: Reader, locator: string): Promise<Map<string, RecordSummary>> {
  const rows = await reader
    .selectFrom('records')
    .select(['key', 'hash', 'state', 'missing_polls'])
    .where('locator', '=', locator)
    .execute();
  return new Map(rows.map((row) => [row.key, row]));
}

export async function readRecords(
  reader: Reader,
  namespace: string,
  keys: readonly string[],
): Promise<Map<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>();
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('records')
      .selectAll()
      .where('namespace', '=', namespace)
      .where('key', 'in', keys.slice(start, start + KEYS_PER_QUERY))
      .execute();
    for (const row of rows) found.set(row.key, parseRecord(row));
  }
  return found;
}

/** The records that bear one of these names (folded), or bore it last: in no order. */
export async function findRecordsByName(
  reader: Reader,
  namespace: string,
  names: readonly string[],
): Promise<StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (let start = 0; start < names.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('records')
      .selectAll()
      .where('namespace', '=', namespace)
      .where('name_folded', 'in', names.slice(start, start + KEYS_PER_QUERY))
      .execute();
    found.push(...rows.map(parseRecord));
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

export interface NewRecord {
  readonly observation: RepoObservation;
  readonly hash: string;
  readonly baseline: boolean;
}

export async function insertRecords(
  tx: WriteTransaction,
  namespace: string,
  locator: string,
  records: readonly NewRecord[],
  now: number,
): Promise<void> {
  for (let start = 0; start < records.length; start += ROWS_PER_INSERT) {
    const rows = records.slice(start, start + ROWS_PER_INSERT).map(({ observation, hash, baseline }) => ({
      namespace,
      key: observation.key,
      locator,
      name: observation.name,
      name_folded: foldName(observation.name),
      hash,
      content: JSON.stringify(observation),
      state: 'present' as const,
      baseline: baseline ? 1 : 0,
      first_seen: now,
      last_seen: now,
      missing_since: null,
      missing_polls: 0,
      removed_at: null,
    }));
    await tx.insertInto('records').values(rows).execute();
  }
}

/** Stores what is seen now under a key that is known; the record is present again, whatever it was. */
export async function updateRecord(
  tx: WriteTransaction,
  namespace: string,
  locator: string,
  observation: RepoObservation,
  hash: string,
  now: number,
): Promise<void> {
  await tx
    .updateTable('records')
    .set({
      locator,
      name: observation.name,
      name_folded: foldName(observation.name),
      hash,
      content: JSON.stringify(observation),
      state: 'present',
      last_seen: now,
      missing_since: null,
      missing_polls: 0,
      removed_at: null,
    })
    .where('namespace', '=', namespace)
    .where('key', '=', observation.key)
    .execute();
}

export async function updateAbsence(
  tx: WriteTransaction,
  namespace: string,
  key: string,
  changes: Pick<RecordTable, 'missing_since' | 'missing_polls'> &
    Partial<Pick<RecordTable, 'state' | 'removed_at'>>,
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

function parseRecord(row: RecordRow): StoredRecord {
  const { content, ...rest } = row;
  return { ...rest, observation: JSON.parse(content) as RepoObservation };
}

import { existsSync, statSync } from 'node:fs';
import { Kysely, SqliteDialect, sql } from 'kysely';
import type { Reader } from './database.ts';
import { inspectSchema, type SchemaState } from './migrate.ts';
import type { Tables } from './schema.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** A store that is looked at and not touched, whatever state it is in. */
export interface InspectedStore {
  readonly file: string;
  readonly schema: SchemaState;
  readonly reader: Reader;
}

/** Runs `look` on the store in `file`, opened for reading alone; null where there is none. Throws what SQLite throws. */
export async function inspectStore<T>(
  file: string,
  look: (found: InspectedStore) => Promise<T>,
): Promise<T | null> {
  if (!existsSync(file)) return null;
  const connection = new SqliteConnection(file, { readOnly: true });
  const reader: Reader = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  try {
    return await look({ file, schema: await inspectSchema(reader), reader });
  } finally {
    await reader.destroy();
    connection.close();
  }
}

/** Bytes on disk: the database, and what was written but not yet taken into it. */
export function sizeOnDisk(file: string): { readonly database: number; readonly log: number } {
  const bytes = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return { database: bytes(file), log: bytes(`${file}-wal`) };
}

/** What SQLite's own check finds wrong, at most ten faults (https://sqlite.org/pragma.html#pragma_quick_check). */
export async function findFaults(reader: Reader): Promise<string[]> {
  const result = await sql<{ quick_check: string }>`pragma quick_check(10)`.execute(reader);
  return result.rows.map((row) => row.quick_check).filter((line) => line !== 'ok');
}

const COUNTED = ['records', 'events', 'releases', 'repos', 'alerts', 'deliveries', 'jobs'] as const;

/** Rows of the tables that grow. */
export async function countRows(reader: Reader): Promise<Record<(typeof COUNTED)[number], number>> {
  const counts = await Promise.all(
    COUNTED.map(async (table) => {
      const row = await reader
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return [table, Number(row.count)] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<(typeof COUNTED)[number], number>;
}

/** How much came since `since` (milliseconds since 1970). */
export async function countGrowth(
  reader: Reader,
  since: number,
): Promise<{ readonly events: number; readonly records: number }> {
  const events = await reader
    .selectFrom('events')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('observed_at', '>=', since)
    .executeTakeFirstOrThrow();
  const records = await reader
    .selectFrom('records')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('first_seen', '>=', since)
    .executeTakeFirstOrThrow();
  return { events: Number(events.count), records: Number(records.count) };
}

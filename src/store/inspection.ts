import { existsSync, statSync } from 'node:fs';
import { Kysely, SqliteDialect, sql } from 'kysely';
import type { Reader } from './database.ts';
import type { Dialect } from './dialect.ts';
import { inspectSchema, type SchemaState } from './migrate.ts';
import { readPostgresUrl } from './postgres-address.ts';
import type { Tables } from './schema.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import type { StoreAddress } from './store.ts';

/** A store that is looked at and not touched, whatever state it is in. */
export interface InspectedStore {
  readonly dialect: Dialect;
  /** For messages. */
  readonly place: string;
  readonly schema: SchemaState;
  readonly reader: Reader;
}

/**
 * Runs `look` on the store at that address, opened for reading alone; null where there is none. Throws what the database
 * throws, StoreError where its server cannot be reached.
 */
export async function inspectStore<T>(
  address: StoreAddress,
  look: (found: InspectedStore) => Promise<T>,
): Promise<T | null> {
  return address.kind === 'sqlite'
    ? await inspectFile(address.file, look)
    : await inspectOnServer(address.url, look);
}

async function inspectFile<T>(file: string, look: (found: InspectedStore) => Promise<T>): Promise<T | null> {
  if (!existsSync(file)) return null;
  const connection = new SqliteConnection(file, { readOnly: true });
  const reader: Reader = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  try {
    return await look({ dialect: 'sqlite', place: file, schema: await inspectSchema(reader), reader });
  } finally {
    await reader.destroy();
    connection.close();
  }
}

async function inspectOnServer<T>(url: string, look: (found: InspectedStore) => Promise<T>): Promise<T> {
  const { openPostgres } = await import('./postgres-store.ts');
  const database = await openPostgres(readPostgresUrl(url), false);
  const { dialect, place, reader } = database;
  try {
    return await look({ dialect, place, schema: await inspectSchema(reader), reader });
  } finally {
    await database.close();
  }
}

/** Bytes on disk: what is stored, and what was written but not yet taken into it. */
export async function sizeOnDisk({
  dialect,
  place,
  reader,
}: InspectedStore): Promise<{ readonly database: number; readonly log: number }> {
  if (dialect === 'postgres') return { database: await sizeOnServer(reader), log: 0 };
  const bytes = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return { database: bytes(place), log: bytes(`${place}-wal`) };
}

/** With indexes, and what is stored beside the tables for being long. */
async function sizeOnServer(reader: Reader): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(pg_total_relation_size(oid)), 0) as bytes from pg_class
    where relkind = 'r' and relnamespace = to_regnamespace(current_schema()::text)`.execute(reader);
  return rows[0]?.bytes ?? 0;
}

/** As in `server_version_num`: 150012 is 15.12. */
export async function serverVersion(reader: Reader): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select cast(current_setting('server_version_num') as integer) as version`.execute(reader);
  return rows[0]?.version ?? 0;
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

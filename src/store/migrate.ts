import { type Kysely, sql } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import { StoreError } from '../errors.ts';
import type { Database, Reader, WriteTransaction } from './database.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import { makeTables } from './make-tables.ts';
import * as initial from './migrations/0001-initial.ts';
import * as sourcesOfEveryKind from './migrations/0002-sources-of-every-kind.ts';
import * as claims from './migrations/0003-claims.ts';
import * as heldChanges from './migrations/0004-held-changes.ts';
import * as rebuild from './migrations/0005-rebuild.ts';
import * as deliveryTimes from './migrations/0006-delivery-times.ts';
import * as digests from './migrations/0007-digests.ts';
import * as amendments from './migrations/0008-amendments.ts';
import * as releaseCards from './migrations/0009-release-cards.ts';
import * as tokens from './migrations/0010-tokens.ts';
import * as reposByTime from './migrations/0011-repos-by-time.ts';

export interface Migration {
  readonly name: string;
  /** Makes its tables on either database (make-tables.ts). */
  readonly up: (db: Kysely<unknown>, dialect: Dialect) => Promise<void>;
}

/** Every migration, oldest first. A name is given once and never changes. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001-initial', up: initial.up },
  { name: '0002-sources-of-every-kind', up: sourcesOfEveryKind.up },
  { name: '0003-claims', up: claims.up },
  { name: '0004-held-changes', up: heldChanges.up },
  { name: '0005-rebuild', up: rebuild.up },
  { name: '0006-delivery-times', up: deliveryTimes.up },
  { name: '0007-digests', up: digests.up },
  { name: '0008-amendments', up: amendments.up },
  { name: '0009-release-cards', up: releaseCards.up },
  { name: '0010-tokens', up: tokens.up },
  { name: '0011-repos-by-time', up: reposByTime.up },
];

export type SchemaState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'current' }
  | { readonly kind: 'older'; readonly missing: readonly string[] }
  | { readonly kind: 'newer'; readonly unknown: readonly string[] }
  /** A database of some other program. */
  | { readonly kind: 'foreign' };

const TABLES = {
  sqlite: sql<{ name: string }>`select name from sqlite_schema where type = 'table'`,
  postgres: sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = current_schema()`,
} as const;

/** Names of all tables, whoever made them. */
export async function listTables(reader: Reader): Promise<string[]> {
  const tables = await TABLES[dialectOf(reader)].execute(reader);
  return tables.rows.map((row) => row.name).filter((name) => !name.startsWith('sqlite_'));
}

/** What the database holds, compared with what this version knows. */
export async function inspectSchema(reader: Reader): Promise<SchemaState> {
  const names = await listTables(reader);
  if (names.length === 0) return { kind: 'empty' };
  if (!names.includes('migrations') || !names.includes('records')) return { kind: 'foreign' };
  const applied = await sql<{ name: string }>`select name from migrations`.execute(reader);
  const done = new Set(applied.rows.map((row) => row.name));
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const unknown = [...done].filter((name) => !known.has(name));
  if (unknown.length > 0) return { kind: 'newer', unknown };
  const missing = [...known].filter((name) => !done.has(name));
  return missing.length === 0 ? { kind: 'current' } : { kind: 'older', missing };
}

/** Names of the migrations that made the tables, oldest first. */
export async function appliedMigrations(reader: Reader): Promise<string[]> {
  const applied = await sql<{ name: string }>`select name from migrations order by name`.execute(reader);
  return applied.rows.map((row) => row.name);
}

/**
 * Brings the schema to this version, in one transaction: a kill leaves the old schema or the new one. Kysely's own
 * migrator runs SQLite's migrations outside of a transaction. Two processes may try at once: the second finds it done.
 * Returns the names of what was applied. Throws StoreError where the file is newer or another program's.
 */
export async function migrateToLatest(database: Database, clock: Clock): Promise<readonly string[]> {
  return await database.writeAtLength(async (tx) => {
    const state = await inspectSchema(tx);
    refuseUnusable(state, database.place);
    if (state.kind === 'current') return [];
    if (state.kind === 'empty') await makeTableOfMigrations(tx);
    const names = state.kind === 'older' ? state.missing : MIGRATIONS.map((migration) => migration.name);
    for (const migration of MIGRATIONS.filter(({ name }) => names.includes(name)))
      await applyMigration(tx, migration, clock.now());
    return names;
  });
}

/** Makes the tables of one migration and notes that it did; those before it were applied. `now`: milliseconds since 1970. */
export async function applyMigration(
  tx: WriteTransaction,
  { name, up }: Migration,
  now: number,
): Promise<void> {
  await up(tx as unknown as Kysely<unknown>, dialectOf(tx));
  await sql`insert into migrations (name, applied_at) values (${name}, ${now})`.execute(tx);
}

/** The table of what was applied, before the first of them. */
export async function makeTableOfMigrations(tx: WriteTransaction): Promise<void> {
  await makeTables(tx as unknown as Kysely<unknown>, dialectOf(tx), [
    'create table migrations (name text primary key, applied_at integer not null) strict',
  ]);
}

/** Throws StoreError where this version cannot work with what the database holds. `place`: of the database, for messages. */
export function refuseUnusable(state: SchemaState, place: string): void {
  if (state.kind === 'newer') {
    throw new StoreError(
      'store-newer',
      'the database was written by a newer version of modelwatch: use that version, or another data folder (--data)',
      { database: place, unknown: state.unknown.join(', ') },
    );
  }
  if (state.kind === 'foreign') {
    throw new StoreError(
      'store-foreign',
      'this is a database, but not one of modelwatch: use another data folder (--data), or another schema (?schema=)',
      { database: place },
    );
  }
}

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Clock } from '../domain/clock.ts';
import { StoreError } from '../errors.ts';
import type { Database } from './database.ts';
import { leaseHolders, releaseGoneOwners } from './leases.ts';
import { readMeta, writeMeta } from './meta.ts';
import { inspectSchema, migrateToLatest, refuseUnusable, type SchemaState } from './migrate.ts';
import { isPostgresUrl, readPostgresUrl } from './postgres-address.ts';
import { SqliteDatabase } from './sqlite-database.ts';

/** What a process wants to do with the store. Only `start` and `migrate` change the schema of one that exists. */
export type StoreUse = 'read' | 'work' | 'start' | 'migrate';

export const STORE_FILE = 'modelwatch.db';

/** Where the database is, before it is opened. */
export type StoreAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** What `DATABASE_URL` names (`sqlite:PATH`, `postgres://…`), else the usual file in the data folder. */
export function storeAddress(dataFolder: string, databaseUrl: string | null): StoreAddress {
  if (databaseUrl === null) return { kind: 'sqlite', file: join(dataFolder, STORE_FILE) };
  return isPostgresUrl(databaseUrl)
    ? { kind: 'postgres', url: databaseUrl }
    : { kind: 'sqlite', file: resolve(databaseUrl.replace(/^sqlite:(?:\/\/)?/, '')) };
}

/** For messages: nothing in it is secret. */
export function placeOf(address: StoreAddress): string {
  return address.kind === 'sqlite' ? address.file : readPostgresUrl(address.url).place;
}

export interface StoreOptions {
  readonly folder: string;
  /** The database, where it is not the usual file of the folder. */
  readonly address?: StoreAddress;
  readonly use: StoreUse;
  readonly clock: Clock;
  /** True where MODELWATCH_CLOCK says what time it is: then the store must not hold later times. */
  readonly clockIsSet: boolean;
  /** Who takes leases (newLeaseOwner). */
  readonly owner: string;
}

/**
 * Opens the store at its address, making it where there is none and `use` is not `read`.
 * Throws StoreError: absent, newer, of another program, damaged, older than this version, holding later times than a
 * clock that was set, or on a server that cannot be reached within 5 s.
 */
export async function openStore(options: StoreOptions): Promise<Database> {
  const { address = storeAddress(options.folder, null) } = options;
  return address.kind === 'sqlite'
    ? await openFile(address.file, options)
    : await openOnServer(address, options);
}

async function openFile(file: string, options: StoreOptions): Promise<Database> {
  if (options.use === 'read' && !existsSync(file)) {
    throw new StoreError(
      'store-absent',
      'there is no database here yet: run "modelwatch refresh" or "modelwatch start" first, or name another folder with --data',
      { file },
    );
  }
  const database = makeFile(file);
  try {
    const state = await database.whenUnlocked(() => inspectSchema(database.reader));
    await refuseUnfit(database, state, options);
    // Not before it is known to be ours: this changes the file.
    await database.useWriteAheadLog();
    await prepare(database, state, options);
    return database;
  } catch (error) {
    await database.close();
    throw isFromSqlite(error) ? unusable(file, error) : error;
  }
}

function makeFile(file: string): SqliteDatabase {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return new SqliteDatabase(file);
  } catch (error) {
    throw unusable(file, error);
  }
}

function unusable(file: string, error: unknown): StoreError {
  return new StoreError(
    'store-unusable',
    'the database file cannot be opened: it is damaged, not a database, or not ours to write',
    { file, cause: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}

/** SQLite itself refused: https://nodejs.org/api/errors.html#err_sqlite_error */
function isFromSqlite(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

async function openOnServer(
  { url }: Extract<StoreAddress, { kind: 'postgres' }>,
  options: StoreOptions,
): Promise<Database> {
  // Whoever has no server need not load its driver.
  const { openPostgres } = await import('./postgres-store.ts');
  const database = await openPostgres(readPostgresUrl(url), options.use !== 'read');
  try {
    const state = await inspectSchema(database.reader);
    await refuseUnfit(database, state, options);
    await prepare(database, state, options);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function refuseUnfit(database: Database, state: SchemaState, options: StoreOptions): Promise<void> {
  refuseUnusable(state, database.place);
  if (state.kind === 'older') await allowMigration(database, options, state.missing);
  if (state.kind !== 'empty' || options.use !== 'read') return;
  throw new StoreError(
    'store-absent',
    'the database is empty: run "modelwatch refresh" or "modelwatch start" first',
    { database: database.place },
  );
}

async function prepare(database: Database, state: SchemaState, options: StoreOptions): Promise<void> {
  if (state.kind !== 'current') await migrateToLatest(database, options.clock);
  if (options.use !== 'read') await takeUpWork(database, options);
}

async function allowMigration(
  database: Database,
  options: StoreOptions,
  missing: readonly string[],
): Promise<void> {
  if (options.use !== 'start' && options.use !== 'migrate') {
    throw new StoreError(
      'store-older',
      'the database is of an older version: run "modelwatch migrate" (back it up first)',
      { database: database.place, missing: missing.join(', ') },
    );
  }
  await database.write((tx) => releaseGoneOwners(tx, options.owner));
  const holders = await leaseHolders(database.reader);
  if (holders.length > 0) {
    throw new StoreError(
      'store-in-use',
      'another process works on the database of an older version: stop it first',
      { database: database.place, holders: holders.join(', ') },
    );
  }
}

async function takeUpWork(database: Database, options: StoreOptions): Promise<void> {
  if (options.clockIsSet) await refuseLaterTimes(database, options.clock);
  await database.write(async (tx) => {
    if ((await readMeta(tx, 'store_id')) === null)
      await writeMeta(tx, 'store_id', crypto.randomUUID().slice(0, 8));
    await releaseGoneOwners(tx, options.owner);
  });
}

/** A replay that starts again at the time at which it started last has moved on a little meanwhile. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** A clock that was set to an earlier time than the store knows would make old things new. */
async function refuseLaterTimes(database: Database, clock: Clock): Promise<void> {
  const row = await database.reader
    .selectFrom('sources')
    .select((eb) => eb.fn.max('last_poll_at').as('latest'))
    .executeTakeFirst();
  const latest = row?.latest ?? 0;
  if (latest <= clock.now() + CLOCK_TOLERANCE_MS) return;
  throw new StoreError(
    'store-later',
    'the database holds later times than MODELWATCH_CLOCK: set it to a later time, or use another data folder (--data)',
    { latest: new Date(latest).toISOString(), clock: new Date(clock.now()).toISOString() },
  );
}

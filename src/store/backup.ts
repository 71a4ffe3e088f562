import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import { copyDatabase } from './copy.ts';
import { countRows, findFaults, inspectStore } from './inspection.ts';
import { refuseUnusable, type SchemaState } from './migrate.ts';

/** A database of SQLite, its log, and the index of that (https://www.sqlite.org/wal.html). */
const FILES = ['', '-wal', '-shm'] as const;

/** What a file holds, which was looked through. */
export interface CheckedCopy {
  readonly schema: SchemaState['kind'];
  readonly releases: number;
  /** When a source was looked at last, milliseconds since 1970; null: never. */
  readonly latest: number | null;
}

/**
 * Writes the database, as it is now, into `target` as one file that only its owner may read, while others go on working
 * with it. It is there when it is whole and was checked, or not at all. Throws StoreError where it cannot be copied, or
 * SQLite finds faults in it.
 */
export async function writeBackup(file: string, target: string): Promise<CheckedCopy> {
  const part = partOf(target);
  try {
    const checked = await copyChecked(file, part);
    await moveIntoPlace(part, target);
    return checked;
  } finally {
    await remove(part);
  }
}

/**
 * Puts a backup where the database is to be; `aside`: where one that is there already goes, null where there may be none.
 * Throws StoreError `store-in-use` where a process has it open, `restore-occupied` where there is one, and where the
 * backup is no whole database of a version that is known.
 */
export async function restoreBackup(
  backup: string,
  file: string,
  aside: string | null,
): Promise<CheckedCopy & { readonly movedAside: boolean }> {
  const occupied = existsSync(file);
  if (occupied && aside === null) {
    throw new StoreError('restore-occupied', 'there is a database already: "--force" moves it aside', {
      file,
    });
  }
  await mkdir(dirname(file), { recursive: true });
  const part = partOf(file);
  try {
    const checked = await copyChecked(backup, part);
    const held = occupied ? holdAlone(file) : null;
    try {
      if (occupied && aside !== null) await moveAside(file, aside);
      await moveIntoPlace(part, file);
    } finally {
      held?.close();
    }
    return { ...checked, movedAside: occupied };
  } finally {
    await remove(part);
  }
}

function partOf(target: string): string {
  return `${target}.${process.pid}.part`;
}

/** One file, without a log beside it, that was looked through. */
async function copyChecked(file: string, part: string): Promise<CheckedCopy> {
  try {
    // Nobody else may read it, from its first byte on.
    await (await open(part, 'wx', 0o600)).close();
    await copyDatabase(file, part);
    takeLogIn(part);
    return await check(part, file);
  } catch (error) {
    throw error instanceof StoreError ? error : unreadable(file, error);
  }
}

function takeLogIn(part: string): void {
  using copy = openAlone(part);
  copy.exec('pragma journal_mode = delete');
}

async function check(part: string, file: string): Promise<CheckedCopy> {
  const checked = await inspectStore({ kind: 'sqlite', file: part }, async ({ schema, reader }) => {
    refuseUnusable(schema, file);
    if (schema.kind === 'empty')
      throw new StoreError('backup-empty', 'there is nothing in the file', { file });
    const faults = await findFaults(reader);
    if (faults.length > 0) {
      throw new StoreError('backup-damaged', 'SQLite finds faults in it: see "modelwatch doctor"', {
        file,
        faults: faults.length,
        first: faults[0],
      });
    }
    const latest = await reader
      .selectFrom('sources')
      .select((eb) => eb.fn.max('last_poll_at').as('at'))
      .executeTakeFirst();
    const { releases } = await countRows(reader);
    return { schema: schema.kind, releases, latest: latest?.at ?? null };
  });
  if (checked === null) throw unreadable(file, new Error('the copy is gone'));
  return checked;
}

/** Held by a process that has it open, a database stays in its log mode. Throws StoreError `store-in-use` then. */
function holdAlone(file: string): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  try {
    database = openAlone(file);
    // What still stands in the log is taken in, so that the one file is all of it.
    database.exec('pragma journal_mode = delete; begin exclusive');
    return database;
  } catch (error) {
    database?.close();
    if (isBusy(error)) {
      const words = 'a process works with the database: stop every process first';
      throw new StoreError('store-in-use', words, { file }, { cause: error });
    }
    // What is damaged is what somebody restores for.
    return null;
  }
}

function openAlone(file: string): DatabaseSync {
  return new DatabaseSync(file, { timeout: 2_000 });
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}

async function moveAside(file: string, aside: string): Promise<void> {
  for (const ending of FILES) {
    if (existsSync(`${file}${ending}`)) await rename(`${file}${ending}`, `${aside}${ending}`);
  }
}

/** On the disk before it has its name, and its name before anybody is told. */
async function moveIntoPlace(part: string, target: string): Promise<void> {
  await sync(part);
  await rename(part, target);
  await sync(dirname(target));
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function remove(part: string): Promise<void> {
  for (const ending of FILES) await rm(`${part}${ending}`, { force: true });
}

function unreadable(file: string, error: unknown): StoreError {
  return new StoreError(
    'backup-unreadable',
    'the database cannot be copied: it is damaged, no database, or not ours to read, or there is no room',
    { file, cause: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}

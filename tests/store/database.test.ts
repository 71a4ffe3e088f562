import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { SqliteDatabase } from '../../src/store/sqlite-database.ts';
import { openStore, STORE_FILE, type StoreUse } from '../../src/store/store.ts';
import { startChild } from '../child-process.ts';

const PROCESS = new URL('./store-process.ts', import.meta.url);

let folder: string;
const opened: Database[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelwatch-store-'));
});
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function url(): string {
  return `sqlite:${join(folder, STORE_FILE)}`;
}

async function open(use: StoreUse = 'start'): Promise<Database> {
  const owner = newLeaseOwner();
  const clock = { now: () => Date.now() };
  const database = await openStore({ folder, use, clock, clockIsSet: false, owner });
  opened.push(database);
  return database;
}

/** Starts processes that wait for each other before they begin. */
async function startTogether(count: number, args: readonly string[]) {
  const children = Array.from({ length: count }, () => startChild(PROCESS, args));
  for (const child of children) expect(await child.nextLine()).toBe('ready');
  for (const child of children) child.begin();
  return children;
}

describe('several processes on one store', () => {
  it('loses no update, finds no lock in its way, and holds up no event loop', async () => {
    const database = await open();
    await database.write((tx) => writeMeta(tx, 'queue', '0'));
    const children = await startTogether(4, ['count-up', url(), '100']);
    const results = await Promise.all(children.map(async (child) => JSON.parse(await child.nextLine())));
    await Promise.all(children.map((child) => child.ended()));
    expect(await readMeta(database.reader, 'queue')).toBe('400');
    // SQLite itself waits 50 ms at most. One hiccup of a machine that does more than this is forgiven.
    const held = results.map((result: { heldMs: number }) => result.heldMs).toSorted((a, b) => a - b);
    expect(held[2]).toBeLessThan(100);
  });

  it('makes the schema once where two come to an empty folder together', async () => {
    const children = await startTogether(3, ['open', url()]);
    const results = await Promise.all(children.map(async (child) => JSON.parse(await child.nextLine())));
    await Promise.all(children.map((child) => child.ended()));
    expect(new Set(results.map((result) => result.storeId)).size).toBe(1);
    const database = await open();
    const applied = await sql<{ name: string }>`select name from migrations`.execute(database.reader);
    const migrations = readdirSync(new URL('../../src/store/migrations', import.meta.url)).sort();
    expect(applied.rows.map(({ name }) => `${name}.ts`)).toEqual(migrations);
  });

  it('is consistent after a process was killed while it wrote', async () => {
    const child = startChild(PROCESS, ['write-pairs', url()]);
    expect(await child.nextLine()).toBe('ready');
    child.begin();
    expect(await child.nextLine()).toBe('writes');
    await child.kill();
    const database = await open();
    const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database.reader);
    expect(check.rows).toEqual([{ integrity_check: 'ok' }]);
    const rows = await database.reader.selectFrom('rules').select('fingerprint').execute();
    const sides = Object.groupBy(rows, (row) => row.fingerprint.split('-')[0] ?? '');
    expect(sides.left?.length).toBeGreaterThanOrEqual(20);
    expect(sides.right?.length).toBe(sides.left?.length);
  });
});

describe('a store that cannot be used', () => {
  it('is one of a newer version', async () => {
    const database = await open();
    await database.write((tx) =>
      sql`insert into migrations (name, applied_at) values ('9999-later', 0)`.execute(tx),
    );
    for (const use of ['read', 'work', 'start', 'migrate'] as const) {
      await expect(open(use)).rejects.toMatchObject({
        code: 'store-newer',
        fields: { unknown: '9999-later' },
      });
    }
  });

  it('is a database of another program', async () => {
    const other = new DatabaseSync(join(folder, STORE_FILE));
    other.exec('create table songs (title text)');
    other.close();
    const before = readFileSync(join(folder, STORE_FILE));
    for (const use of ['read', 'work', 'start', 'migrate'] as const) {
      await expect(open(use)).rejects.toMatchObject({ code: 'store-foreign' });
    }
    expect(readFileSync(join(folder, STORE_FILE)).equals(before)).toBe(true);
  });

  it('is a file that is no database', async () => {
    writeFileSync(join(folder, STORE_FILE), 'these are notes, and no database at all\n'.repeat(200));
    for (const use of ['read', 'start'] as const) {
      await expect(open(use)).rejects.toMatchObject({ code: 'store-unusable' });
    }
  });

  it('is a database with damaged pages', async () => {
    const database = await open();
    await database.close();
    opened.length = 0;
    const bytes = readFileSync(join(folder, STORE_FILE));
    // The header stays; what follows it on the first page, the list of tables, is lost.
    bytes.fill(0x5a, 100, 4096);
    writeFileSync(join(folder, STORE_FILE), bytes);
    for (const use of ['read', 'start'] as const) {
      await expect(open(use)).rejects.toMatchObject({ code: 'store-unusable' });
    }
  });

  it('is absent or empty, for a command that only reads', async () => {
    await expect(open('read')).rejects.toMatchObject({ code: 'store-absent' });
    expect(existsSync(join(folder, STORE_FILE))).toBe(false);
    writeFileSync(join(folder, STORE_FILE), '');
    await expect(open('read')).rejects.toMatchObject({ code: 'store-absent' });
  });
});

describe('a store', () => {
  it('lets others have their turn between transactions', async () => {
    const database = await open();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    const until = performance.now() + 100;
    while (performance.now() < until) await database.write((tx) => writeMeta(tx, 'queue', 'x'));
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('is read while somebody writes', async () => {
    const writer = await open();
    const reader = await open('read');
    await writer.write((tx) => writeMeta(tx, 'queue', 'before'));
    await writer.write(async (tx) => {
      await writeMeta(tx, 'queue', 'during');
      expect(await readMeta(reader.reader, 'queue')).toBe('before');
    });
    expect(await readMeta(reader.reader, 'queue')).toBe('during');
  });

  it('gives a writer up who finds it locked for too long, without having done anything', async () => {
    await open();
    const database = new SqliteDatabase(join(folder, STORE_FILE), 200);
    opened.push(database);
    let runs = 0;
    const other = new DatabaseSync(join(folder, STORE_FILE));
    other.exec('begin immediate');
    const write = database.write(async (tx) => {
      runs += 1;
      await writeMeta(tx, 'queue', 'mine');
    });
    await expect(write).rejects.toMatchObject({ code: 'store-busy' });
    expect(runs).toBe(0);
    other.exec('rollback');
    other.close();
    await database.write((tx) => writeMeta(tx, 'queue', 'mine'));
  });

  it('can be copied with its log while it is not used', async () => {
    const database = await open();
    await database.write((tx) => writeMeta(tx, 'queue', 'kept'));
    await database.close();
    opened.length = 0;
    const copy = mkdtempSync(join(tmpdir(), 'modelwatch-store-'));
    copyFileSync(join(folder, STORE_FILE), join(copy, STORE_FILE));
    rmSync(folder, { recursive: true });
    folder = copy;
    const again = await open();
    expect(await readMeta(again.reader, 'queue')).toBe('kept');
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Database, WriteTransaction } from '../../src/store/database.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { ROWS_ALONE } from '../../src/store/write-scopes.ts';
import { startChild } from '../child-process.ts';
import { startCuttingProxy } from '../servers/cutting-proxy.ts';
import { freePort } from '../servers/free-port.ts';
import { type PostgresServer, postgresIsSkipped, startPostgres } from '../servers/postgres.ts';
import { openAt } from './stores.ts';

/** What a server does to those who use it, and what they make of it. */
describe.skipIf(postgresIsSkipped)('PostgreSQL', () => {
  let server: PostgresServer;
  const opened: Database[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });
  afterAll(async () => await server?.stop());

  async function open(url = server.newUrl()): Promise<Database> {
    const database = await openAt(url);
    opened.push(database);
    return database;
  }

  describe('that is restarted', () => {
    it('in the middle of a transaction has it run again, and committed once', async () => {
      const database = await open();
      let runs = 0;
      await database.write(async (tx) => {
        runs += 1;
        await insertRule(tx, `run-${runs}`);
        if (runs === 1) {
          await server.stop();
          await server.start();
        }
        await insertRule(tx, 'end');
      });
      expect(await rules(database)).toEqual(['end', 'run-2']);
    });

    it('while nothing is asked of it is asked over new connections, and ends no process', async () => {
      const database = await open();
      await Promise.all([1, 2, 3].map((n) => database.write((tx) => insertRule(tx, `${n}`), ROWS_ALONE)));
      await Promise.all([1, 2, 3].map(() => rules(database)));
      await server.stop();
      await delay(100);
      await server.start();
      expect(await rules(database)).toEqual(['1', '2', '3']);
      await database.write((tx) => insertRule(tx, '4'));
      expect(await rules(database)).toHaveLength(4);
    });

    it('after a while is waited for, by who reads, who writes and who leases', async () => {
      const database = await open();
      await server.stop();
      const began = performance.now();
      const waiting = Promise.all([
        rules(database),
        database.write((tx) => insertRule(tx, 'one')),
        database.writeAlone((tx) => insertRule(tx, 'two')),
        database.writeUnsynced((tx) => insertRule(tx, 'three'), ['scope']),
      ]);
      await delay(1500);
      await server.start();
      const back = performance.now();
      await waiting;
      expect(back - began).toBeGreaterThan(1500);
      expect(performance.now() - back).toBeLessThan(5000);
      expect(await rules(database)).toEqual(['one', 'three', 'two']);
    });
  });

  it('whose answer to a commit is lost leaves nobody to guess, and does nothing twice', async () => {
    const url = new URL(server.newUrl());
    const proxy = await startCuttingProxy(Number(url.port));
    onTestFinished(() => proxy.close());
    const direct = await open(url.href);
    url.port = String(proxy.port);
    const database = await open(url.href);
    let runs = 0;
    proxy.cutAfter('commit');
    const write = database.write(async (tx) => {
      runs += 1;
      await insertRule(tx, `run-${runs}`);
    });
    await expect(write).rejects.toMatchObject({ code: 'store-commit-unknown', advice: 'retry' });
    expect(runs).toBe(1);
    expect(await rules(direct)).toEqual(['run-1']);
    proxy.cutAfter('insert into "rules"');
    const alone = database.writeAlone((tx) => insertRule(tx, 'alone'));
    await expect(alone).rejects.toMatchObject({ code: 'store-commit-unknown' });
    await database.write((tx) => insertRule(tx, 'later'));
    expect(await rules(direct)).toEqual(['alone', 'later', 'run-1']);
  });

  it('ends the transaction of a process that is stopped in the middle, and lets others go on', async () => {
    const url = new URL(server.newUrl());
    const database = await open(url.href);
    url.searchParams.set('idle_in_transaction_session_timeout', '700');
    const child = startChild(new URL('./store-process.ts', import.meta.url), ['hang', url.href]);
    expect(await child.nextLine()).toBe('hangs');
    const began = performance.now();
    await database.write((tx) => insertRule(tx, 'mine'));
    expect(performance.now() - began).toBeLessThan(10_000);
    await child.kill();
    expect(await rules(database)).toEqual(['mine']);
  });

  it('undoes one of two that wait for each other, which is run again', async () => {
    const database = await open();
    await database.write(async (tx) => {
      await insertRule(tx, 'a');
      await insertRule(tx, 'b');
    });
    let runs = 0;
    const change = (first: string, second: string) =>
      database.write(async (tx) => {
        runs += 1;
        await touch(tx, first);
        await delay(150);
        await touch(tx, second);
      }, ROWS_ALONE);
    await Promise.all([change('a', 'b'), change('b', 'a')]);
    expect(runs).toBe(3);
    expect(await database.reader.selectFrom('rules').select('since').execute()).toEqual([
      { since: 2 },
      { since: 2 },
    ]);
  });

  it('has who met a row that somebody wrote in between look again', async () => {
    const database = await open();
    const insertUnlessThere = () =>
      database.write(async (tx) => {
        const known = await tx.selectFrom('rules').selectAll().executeTakeFirst();
        await delay(100);
        if (known === undefined) await insertRule(tx, 'one');
        return known !== undefined;
      }, ROWS_ALONE);
    const seen = await Promise.all([insertUnlessThere(), insertUnlessThere()]);
    expect(seen.toSorted()).toEqual([false, true]);
    const always = database.write((tx) => insertRule(tx, 'one'), ROWS_ALONE);
    await expect(always).rejects.toThrow(/duplicate key/);
  });

  it('commits nothing of a transaction in which an error was passed over', async () => {
    const database = await open();
    const write = database.write(async (tx) => {
      await insertRule(tx, 'one');
      await insertRule(tx, 'one').catch(() => {});
    });
    await expect(write).rejects.toMatchObject({ code: 'store-failed' });
    expect(await rules(database)).toEqual([]);
  });

  it('whose tables change under who reads them is asked anew', async () => {
    const url = server.newUrl();
    const database = await open(url);
    const other = await open(url);
    const read = () => database.reader.selectFrom('rules').selectAll().execute();
    for (let n = 0; n < 6; n++) await read();
    await other.write((tx) => alter(tx, 'alter table rules add column note text'));
    expect(await Promise.all([read(), read(), read()])).toEqual([[], [], []]);
  });

  it('keeps stores apart by their schemas, with their locks', async () => {
    const [one, other] = [await open(), await open()];
    await one.write(async (tx) => {
      await writeMeta(tx, 'queue', 'one');
      await other.write((tx) => writeMeta(tx, 'queue', 'other'));
    });
    expect(await Promise.all([one, other].map(({ reader }) => readMeta(reader, 'queue')))).toEqual([
      'one',
      'other',
    ]);
  });

  it('that is not there, or lets nobody in, is told in time and without the password', async () => {
    const port = await freePort();
    const began = performance.now();
    const absent = openAt(`postgres://me:secret-word@127.0.0.1:${port}/none`);
    await expect(absent).rejects.toMatchObject({
      code: 'store-unreachable',
      advice: 'retry',
      fields: {
        database: `postgres://me@127.0.0.1:${port}/none`,
        cause: expect.not.stringContaining('secret'),
      },
    });
    expect(performance.now() - began).toBeLessThan(15_000);
    const url = new URL(server.newUrl());
    url.pathname = '/none';
    await expect(openAt(url.href)).rejects.toMatchObject({ code: 'store-refused' });
  });

  it('is used only where it holds all of Unicode', async () => {
    const database = await open();
    await database.writeAlone((tx) =>
      alter(tx, `create database narrow encoding 'LATIN1' template template0 locale 'C'`),
    );
    const url = new URL(server.newUrl());
    url.pathname = '/narrow';
    await expect(openAt(url.href)).rejects.toMatchObject({
      code: 'store-encoding',
      fields: { encoding: 'LATIN1' },
    });
  });
});

async function insertRule(tx: WriteTransaction, fingerprint: string): Promise<void> {
  await tx.insertInto('rules').values({ fingerprint, since: 0 }).execute();
}

async function touch(tx: WriteTransaction, fingerprint: string): Promise<void> {
  await tx
    .updateTable('rules')
    .set((eb) => ({ since: eb('since', '+', 1) }))
    .where('fingerprint', '=', fingerprint)
    .execute();
}

async function alter(tx: WriteTransaction, statement: string): Promise<void> {
  const { sql } = await import('kysely');
  await sql.raw(statement).execute(tx);
}

async function rules({ reader }: Database): Promise<string[]> {
  const rows = await reader.selectFrom('rules').select('fingerprint').orderBy('fingerprint').execute();
  return rows.map(({ fingerprint }) => fingerprint);
}

import { readdirSync } from 'node:fs';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, WriteTransaction } from '../../src/store/database.ts';
import { leaseNextJob } from '../../src/store/job-leases.ts';
import { completeJob, enqueueJobs } from '../../src/store/jobs.ts';
import { applyMigration, listTables, MIGRATIONS, makeTableOfMigrations } from '../../src/store/migrate.ts';
import { ask } from '../../src/store/plain-query.ts';
import { derivedTables, storeTables } from '../../src/store/transfer.ts';
import { openBare } from './bare-store.ts';
import { BenchOfStores } from './bench-of-stores.ts';
import type { StoreKind } from './stores.ts';

/** Rows as the first version wrote them, of every table that it had. */
const FIRST_ROWS = [
  `insert into meta values ('store_id', 'abc')`,
  `insert into sources (locator, id, kind, lab, first_seen, next_due_at, lease_token)
    values ('huggingface-org:qwen', 'hf-qwen', 'huggingface-org', 'qwen', 1, 2, 7)`,
  `insert into records (namespace, key, locator, name, name_folded, hash, content, state, baseline, first_seen, last_seen)
    values ('hf-model', 'k1', 'huggingface-org:qwen', 'Qwen/智', 'qwen/智', 'h', '{}', 'present', 1, 1, 1)`,
  `insert into events (type, locator, lab, key, observed_at, gap) values ('repo.added', 'x', 'qwen', 'k1', 1, 'none')`,
  `insert into jobs (id, kind, key, lane, state, run_at, created_at)
    values ('j1', 'deliver', 'd1', 'channel:team', 'ready', 1, 1)`,
  `insert into releases (id, lab, family, stem, name, grouping, kind, status, lifecycle, first_seen, baseline, planned, updated_at)
    values ('rel_1', 'qwen', 'Qwen', 'qwen4', 'Qwen4', '{}', 'llm', 'announced', 'planned', 1, 0, '{"name":"Qwen 4"}', 1)`,
  `insert into repos (key, release_id, lab, name, name_folded, model_name, size_key, kind, kind_reason, role, public_at,
      first_seen, baseline, quiet, gap, state, placed_because, observation)
    values ('k1', 'rel_1', 'qwen', 'Qwen/智', 'qwen/智', 'm', '', 'llm', '', 'chat', 9007199254740991, 1, 0, 0, 'none', 'present', '', '{}')`,
  `insert into alerts (id, kind, release_id, milestone, title, content, reason, created_at, held, gap)
    values ('alert_1', 'release.new', 'rel_1', 'new', 't', '{}', 'r', 1, 0, 'none')`,
  `insert into deliveries (id, alert_id, channel, rule, state, created_at)
    values ('d1', 'alert_1', 'team', 'all', 'pending', 1)`,
  `insert into channels values ('team', 1, null)`,
  `insert into rate_limits values ('hub', 5, 6, null)`,
] as const;

/** The tables: who makes them when, and what becomes of what is in them. */
export function describeSchema(kind: StoreKind): void {
  describe('the schema', () => {
    let bench: BenchOfStores;
    beforeEach(() => {
      bench = new BenchOfStores(kind);
    });
    afterEach(async () => await bench.close());

    /** A store as the version with so many migrations left it. */
    async function leaveBehind(migrations: number): Promise<void> {
      const database = await openBare(await bench.url());
      await database.write(async (tx) => {
        await makeTableOfMigrations(tx);
        for (const [index, migration] of MIGRATIONS.slice(0, migrations).entries()) {
          await applyMigration(tx, migration, index);
          if (index === 0) for (const row of FIRST_ROWS) await ask(tx, row, []);
        }
      });
      await database.close();
    }

    it('is made once where several come to nothing together', async () => {
      const children = await bench.startTogether(3, 'open');
      const results = await Promise.all(children.map(async (child) => JSON.parse(await child.nextLine())));
      for (const child of children) await child.ended();
      expect(new Set(results.map(({ storeId }) => storeId)).size).toBe(1);
      const database = await bench.open();
      const applied = await ask<{ name: string }>(
        database.reader,
        'select name from migrations order by name',
        [],
      );
      const files = readdirSync(new URL('../../src/store/migrations', import.meta.url)).sort();
      expect(applied.map(({ name }) => `${name}.ts`)).toEqual(files);
    });

    it.each(MIGRATIONS.map(({ name }, index) => [name, index + 1] as const))(
      'is brought to this version from %s, with all that was stored',
      async (_, migrations) => {
        await leaveBehind(migrations);
        const database = await bench.open('start');
        const { reader } = database;
        expect(await reader.selectFrom('sources').select(['id', 'lab', 'lease_token']).execute()).toEqual([
          { id: 'hf-qwen', lab: 'qwen', lease_token: 7 },
        ]);
        expect(await reader.selectFrom('records').select(['name', 'dated_at']).execute()).toEqual([
          { name: 'Qwen/智', dated_at: null },
        ]);
        expect(await reader.selectFrom('releases').select(['id', 'opened_by', 'hidden']).execute()).toEqual([
          { id: 'rel_1', opened_by: migrations < 5 ? 'plan:qwen:Qwen 4' : expect.anything(), hidden: 0 },
        ]);
        expect(await reader.selectFrom('repos').select('public_at').execute()).toEqual([
          { public_at: 9007199254740991 },
        ]);
        expect(await reader.selectFrom('channels').select(['id', 'failures']).execute()).toEqual([
          { id: 'team', failures: 0 },
        ]);
        expect(await reader.selectFrom('rate_limits').select(['remaining', 'next_at']).execute()).toEqual([
          { remaining: 5, next_at: null },
        ]);
        // What is numbered goes on after what is there.
        await database.write(async (tx) => {
          await ask(
            tx,
            `insert into events (type, locator, lab, key, observed_at, gap) values ('x', 'x', 'x', 'x', 1, 'none')`,
            [],
          );
        });
        expect(await reader.selectFrom('events').select('n').orderBy('n').execute()).toEqual([
          { n: 1 },
          { n: 2 },
        ]);
        const job = await database.write((tx) =>
          leaseNextJob(tx, ['deliver'], { owner: 'me', milliseconds: 1000, now: 10 }),
        );
        expect(job).toMatchObject({ id: 'j1', key: 'd1' });
      },
    );

    it('is changed by "start" and "migrate" alone', async () => {
      await leaveBehind(1);
      for (const use of ['read', 'work'] as const)
        await expect(bench.open(use)).rejects.toMatchObject({ code: 'store-older' });
      await bench.open('migrate');
      await bench.open('read');
    });

    it('is not changed under the hands of another process', async () => {
      await leaveBehind(3);
      const bare = await openBare(await bench.url());
      const job = await bare.write((tx) =>
        leaseNextJob(tx, ['deliver'], { owner: 'elsewhere/1/x', milliseconds: 60_000, now: 10 }),
      );
      await expect(bench.open('start')).rejects.toMatchObject({
        code: 'store-in-use',
        fields: { holders: 'elsewhere/1/x' },
      });
      if (job !== null) await bare.write((tx) => completeJob(tx, job));
      await bare.close();
      await bench.open('start');
    });

    it('of a newer version is refused, whoever comes', async () => {
      const database = await bench.open();
      await database.write((tx) => insertMigration(tx, '9999-later'));
      for (const use of ['read', 'work', 'start', 'migrate'] as const)
        await expect(bench.open(use)).rejects.toMatchObject({
          code: 'store-newer',
          fields: { unknown: '9999-later' },
        });
    });

    it('of another program is refused, and not touched', async () => {
      const bare = await openBare(await bench.url());
      await bare.write((tx) => sql`create table songs (title text)`.execute(tx));
      await bare.close();
      for (const use of ['read', 'work', 'start', 'migrate'] as const)
        await expect(bench.open(use)).rejects.toMatchObject({ code: 'store-foreign' });
    });

    it('that is not there is made by nobody who only reads', async () => {
      await expect(bench.open('read')).rejects.toMatchObject({ code: 'store-absent' });
      await bench.open('work');
      await bench.open('read');
    });

    it('has no table that is forgotten when a store is moved', async () => {
      const { reader } = await bench.open();
      const names = (await listTables(reader)).filter((name) => name !== 'migrations');
      expect(names.toSorted()).toEqual([...storeTables, ...derivedTables].toSorted());
    });

    it('keeps what is unique unique, and what belongs together together', async () => {
      const database = await bench.open();
      await insertPair(database);
      await expect(insertPair(database)).rejects.toThrow(/unique/i);
      const orphan = database.write((tx) =>
        ask(
          tx,
          `insert into deliveries (id, alert_id, channel, rule, state, created_at) values ('d', 'none', 'c', 'r', 'pending', 1)`,
          [],
        ),
      );
      await expect(orphan).rejects.toThrow(/foreign key/i);
    });
  });
}

async function insertMigration(tx: WriteTransaction, name: string): Promise<void> {
  await sql`insert into migrations (name, applied_at) values (${name}, 0)`.execute(tx);
}

async function insertPair(database: Database): Promise<void> {
  await database.write(async (tx) => {
    await enqueueJobs(tx, [{ kind: 'deliver', key: 'it', lane: 'one', runAt: 1 }], 1);
    await ask(tx, `insert into rules (fingerprint, since) values ('one', 1)`, []);
  });
}

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appendEvents } from '../../src/store/events.ts';
import { leaseNextJob } from '../../src/store/job-leases.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { readMeta } from '../../src/store/meta.ts';
import { readAllRows } from '../../src/store/transfer.ts';
import { storesAreFiles } from '../servers/database-of-tests.ts';
import { postgresIsSkipped, sharedPostgres } from '../servers/postgres.ts';
import { openAt } from '../store/stores.ts';
import { makeUsedWorkplace, type Workplace } from './workplace.ts';

const CAN_RUN = storesAreFiles && !postgresIsSkipped;

function fileOf(place: Workplace, folder = 'data'): string {
  return `sqlite:${join(place.folder, folder, 'modelwatch.db')}`;
}

async function rowsAt(url: string): Promise<string[]> {
  const store = await openAt(url, { use: 'read' });
  try {
    const rows: string[] = [];
    for await (const row of readAllRows(store.reader)) rows.push(JSON.stringify(row));
    return rows;
  } finally {
    await store.close();
  }
}

describe.runIf(CAN_RUN)('migrate-store', () => {
  it('moves everything from SQLite to PostgreSQL and back, and says what it compared', async () => {
    await using place = await makeUsedWorkplace();
    const server = (await sharedPostgres()).newUrl();
    const { code, output } = await place.run('migrate-store', '--from', fileOf(place), '--to', server);
    expect(code).toBe(0);
    expect(output).toMatch(/^deliveries +\d+ +[0-9a-f]{12}$/m);
    expect(output).toMatch(/Moved [\d,]+ rows into postgres:.*; each table was read again and is the same\./);
    const before = await rowsAt(fileOf(place));
    expect(before.length).toBeGreaterThan(50);
    expect(await rowsAt(server)).toEqual(before);
    const back = (await place.runJson('migrate-store', '--from', server, '--to', fileOf(place, 'back'))) as {
      tables: { table: string; rows: number; digest: string }[];
    };
    expect(back.tables.find(({ table }) => table === 'events')?.rows).toBeGreaterThan(5);
    expect(await rowsAt(fileOf(place, 'back'))).toEqual(before);
    expect((await place.run('releases', '--data', join(place.folder, 'back'))).output).toBe(
      (await place.run('releases')).output,
    );
  });

  it('goes on where the old store ended: its name, its numbers, its jobs without their leases', async () => {
    await using place = await makeUsedWorkplace();
    const old = await openAt(fileOf(place));
    await old.write((tx) => enqueueJobs(tx, [{ kind: 'prune', key: 'all', lane: 'prune', runAt: 1 }], 1));
    await old.writeAlone((tx) => leaseNextJob(tx, ['prune'], { owner: 'gone/1/x', milliseconds: 1, now: 2 }));
    const id = await readMeta(old.reader, 'store_id');
    const last = await old.reader
      .selectFrom('events')
      .select((eb) => eb.fn.max('n').as('n'))
      .executeTakeFirst();
    await old.close();
    const server = (await sharedPostgres()).newUrl();
    await place.run('migrate-store', '--from', fileOf(place), '--to', server);
    const moved = await openAt(server);
    const { reader } = moved;
    expect(await readMeta(reader, 'store_id')).toBe(id);
    const job = await reader.selectFrom('jobs').selectAll().where('kind', '=', 'prune').executeTakeFirst();
    expect(job).toMatchObject({ state: 'ready', lease_owner: null, lease_until: 0 });
    const event = { type: 'entry.removed', key: 'k', before: { subject: '' } } as const;
    const context = { locator: 'x', observedAt: 1, notBefore: null, gap: 'none' } as const;
    await moved.write((tx) => appendEvents(tx, [{ lab: 'qwen', event }], context));
    const next = await reader
      .selectFrom('events')
      .select((eb) => eb.fn.max('n').as('n'))
      .executeTakeFirst();
    expect(next?.n).toBe((last?.n ?? 0) + 1);
    await moved.close();
  });

  it('puts nothing on top of a catalog, and takes nothing from under the hands of a process', async () => {
    await using place = await makeUsedWorkplace();
    const server = (await sharedPostgres()).newUrl();
    await place.run('migrate-store', '--from', fileOf(place), '--to', server);
    const again = place.run('migrate-store', '--from', fileOf(place), '--to', server);
    await expect(again).rejects.toMatchObject({ code: 'store-not-empty' });
    const used = await openAt(server, { owner: 'elsewhere/1/x' });
    await used.write((tx) => enqueueJobs(tx, [{ kind: 'prune', key: 'all', lane: 'prune', runAt: 1 }], 1));
    await used.writeAlone((tx) =>
      leaseNextJob(tx, ['prune'], { owner: 'elsewhere/1/x', milliseconds: 60_000, now: 2 }),
    );
    const busy = place.run('migrate-store', '--from', server, '--to', fileOf(place, 'other'));
    await expect(busy).rejects.toMatchObject({ code: 'migrate-store-in-use' });
    await used.close();
  });

  it.each([
    ['an address of something else', 'mysql://x', 'sqlite:x', 'migrate-store-address'],
    ['itself', 'sqlite:./x', 'sqlite:x', 'migrate-store-same'],
    ['what is not there', 'sqlite:./absent', 'sqlite:x', 'store-absent'],
  ])('refuses %s', async (_, from, to, code) => {
    await using place = await makeUsedWorkplace();
    const run = place.run('migrate-store', '--from', from, '--to', to);
    await expect(run).rejects.toMatchObject({ code });
  });
});

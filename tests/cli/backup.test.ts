import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { writeMeta } from '../../src/store/meta.ts';
import { openStore } from '../../src/store/store.ts';
import { makeUsedWorkplace, runProcess, type Workplace } from './workplace.ts';

async function openUsed(place: Workplace) {
  const folder = join(place.folder, 'data');
  const clock = { now: () => place.now };
  return await openStore({ folder, use: 'work', clock, clockIsSet: false, owner: newLeaseOwner() });
}

describe('a backup', () => {
  it('is one file of its owner, made while others write, and restored equal', async () => {
    await using place = await makeUsedWorkplace();
    const file = join(place.folder, 'copy.db');
    const database = await openUsed(place);
    let writing = true;
    const writes = (async () => {
      let count = 0;
      for (; writing; count++) await database.write((tx) => writeMeta(tx, 'baseline', `${count}`));
      return count;
    })();
    const made = await place.run('backup', file);
    writing = false;
    expect(await writes).toBeGreaterThan(0);
    await database.close();
    expect(made.code).toBe(0);
    expect(made.output).toMatch(
      /^Backed up into .*copy\.db: \d+ releases, as of 2025-.* UTC; [\d.]+ MB, checked\.$/,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(place.folder).filter((name) => name.startsWith('copy.db'))).toEqual(['copy.db']);

    const other = join(place.folder, 'other');
    const restored = await place.run('restore', file, '--data', other);
    expect(restored.output).toMatch(
      /^Restored .*: \d+ releases, checked\.\nIt knows what was seen and told until /,
    );
    const listed = async (...more: string[]) => (await place.run('releases', '--json', ...more)).output;
    expect(await listed('--data', other)).toBe(await listed());
  });

  it('replaces nothing unless told, and never the database itself', async () => {
    await using place = await makeUsedWorkplace();
    const file = join(place.folder, 'copy.db');
    await writeFile(file, 'something else');
    await expect(place.run('backup', file)).rejects.toMatchObject({
      code: 'backup-target',
      message: expect.stringContaining('--force'),
    });
    expect(await readFile(file, 'utf8')).toBe('something else');
    expect((await place.run('backup', file, '--force')).code).toBe(0);
    expect((await readFile(file)).subarray(0, 15).toString()).toBe('SQLite format 3');
    const itself = join(place.folder, 'data', 'modelwatch.db');
    await expect(place.run('backup', itself, '--force')).rejects.toMatchObject({ code: 'backup-target' });
    await expect(place.run('backup', place.folder)).rejects.toMatchObject({ code: 'backup-target' });
    await expect(place.run('backup', file, '--data', join(place.folder, 'none'))).rejects.toMatchObject({
      code: 'backup-nothing',
    });
  });

  it('that has faults is not made, and leaves nothing behind', async () => {
    await using place = await makeUsedWorkplace();
    const store = join(place.folder, 'data', 'modelwatch.db');
    new DatabaseSync(store).exec('pragma journal_mode = delete');
    const bytes = await readFile(store);
    bytes.fill(0x5a, 8192, 24_576);
    await writeFile(store, bytes);
    const file = join(place.folder, 'copy.db');
    await expect(place.run('backup', file)).rejects.toMatchObject({
      code: expect.stringMatching(/^backup-(?:damaged|unreadable)$/),
    });
    expect(readdirSync(place.folder).filter((name) => name.startsWith('copy.db'))).toEqual([]);
  });
});

describe('restoring', () => {
  it('moves aside what is there, if told to, and refuses while a process has it open', async () => {
    await using place = await makeUsedWorkplace();
    const file = join(place.folder, 'copy.db');
    await place.run('backup', file);
    await expect(place.run('restore', file)).rejects.toMatchObject({ code: 'restore-occupied' });
    const database = await openUsed(place);
    await expect(place.run('restore', file, '--force')).rejects.toMatchObject({ code: 'store-in-use' });
    await database.close();
    const before = (await place.run('releases', '--json')).output;
    const { output } = await place.run('restore', file, '--force');
    const aside = /^What was there is kept: (.*)$/m.exec(output)?.[1] ?? '';
    expect(existsSync(aside)).toBe(true);
    expect((await place.run('releases', '--json')).output).toBe(before);
    expect(readdirSync(join(place.folder, 'data')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('takes the place of a database that is damaged', async () => {
    await using place = await makeUsedWorkplace();
    const file = join(place.folder, 'copy.db');
    await place.run('backup', file);
    await writeFile(join(place.folder, 'data', 'modelwatch.db'), 'no database at all');
    await place.run('restore', file, '--force');
    expect((await place.run('releases')).output).toContain('GLM');
  });

  it.each([
    ['a text', async (file: string) => await writeFile(file, 'a text'), 'backup-unreadable'],
    [
      'another program’s',
      async (file: string) => new DatabaseSync(file).exec('create table notes (a)'),
      'store-foreign',
    ],
    [
      'of nothing',
      async (file: string) => new DatabaseSync(file).exec('pragma user_version = 1'),
      'backup-empty',
    ],
    [
      'a newer version’s',
      async (file: string, place: Workplace) => {
        await place.run('backup', file);
        new DatabaseSync(file).exec("insert into migrations (name, applied_at) values ('9999-later', 0)");
      },
      'store-newer',
    ],
  ])('refuses a file that is %s', async (_what, make, code) => {
    await using place = await makeUsedWorkplace();
    const file = join(place.folder, 'copy.db');
    await make(file, place);
    const other = join(place.folder, 'other');
    await expect(place.run('restore', file, '--data', other)).rejects.toMatchObject({ code });
    expect(existsSync(join(other, 'modelwatch.db'))).toBe(false);
    await expect(place.run('restore', join(place.folder, 'none'))).rejects.toMatchObject({
      code: 'restore-nothing',
    });
  });
});

it('on PostgreSQL its own tools are named, without the password', async () => {
  await using place = await makeUsedWorkplace();
  const env = { DATABASE_URL: 'postgres://watch:sesame@db.example:5433/models?schema=modelwatch' };
  const backup = await runProcess(place, ['backup', 'my copy.dump'], { env });
  expect([backup.code, backup.stderr.split('\n')[1]]).toEqual([
    2,
    `pg_dump --format=custom --no-owner --file='my copy.dump' --schema=modelwatch --dbname="postgres://watch@db.example:5433/models"`,
  ]);
  const restore = await runProcess(place, ['restore', 'x'], { env });
  expect([restore.code, restore.stderr]).toEqual([2, expect.stringMatching(/^pg_restore .* FILE$/m)]);
  expect(backup.stderr + restore.stderr).not.toContain('sesame');
});

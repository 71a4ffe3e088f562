import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storesAreFiles } from '../servers/database-of-tests.ts';
import { freePort } from '../servers/free-port.ts';
import { alertsContract, eventContract, releasesContract } from './contract.ts';
import { makeUsedWorkplace, runProcess, type Workplace } from './workplace.ts';

let place: Workplace;
beforeAll(async () => {
  place = await makeUsedWorkplace();
});
afterAll(() => place[Symbol.asyncDispose]());

/** More than a pipe holds, many times over. */
function manyEvents(file: string, count: number): void {
  const database = new DatabaseSync(file);
  database.exec(`
    with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < ${count})
    insert into events (type, locator, lab, key, observed_at, gap, before, after)
    select 'repo.changed', 'huggingface-org:qwen', 'other', 'key' || i, 1753700000000, 'none', '{}',
      '{"license":"a licence with a long name to fill the pipe with"}' from numbers`);
  database.close();
}

describe('the command as a process', () => {
  it('prints JSON to standard output alone, with options before or after', async () => {
    const [releases, alerts] = await Promise.all([
      runProcess(place, ['releases', '--json']),
      runProcess(place, ['--quiet', 'alerts', '--json']),
    ]);
    expect(releases).toMatchObject({ code: 0, stderr: '' });
    expect(releasesContract.parse(JSON.parse(releases.stdout)).length).toBeGreaterThan(15);
    expect(alerts).toMatchObject({ code: 0, stderr: '' });
    expect(alertsContract.parse(JSON.parse(alerts.stdout))).toHaveLength(2);
  });

  it.runIf(storesAreFiles)('ends in peace when its reader goes away', async () => {
    manyEvents(join(place.folder, 'data', 'modelwatch.db'), 20_000);
    const { code, stdout, stderr } = await runProcess(place, ['events', '--baseline', '--json'], {
      closeOutput: true,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    eventContract.parse(JSON.parse(stdout.slice(0, stdout.indexOf('\n'))));
  });

  it('ends with 2 and one sentence where it is used wrongly, without a stack', async () => {
    const [lab, option, id] = await Promise.all([
      runProcess(place, ['releases', '--lab', 'zhipo', '--json']),
      runProcess(place, ['releases', '--jsno']),
      runProcess(place, ['alerts', 'retry', 'nothing']),
    ]);
    expect(lab).toEqual({ code: 2, stdout: '', stderr: 'there is no lab "zhipo". Did you mean "zhipu"?\n' });
    expect(option.code).toBe(2);
    expect(option.stderr).toContain('Did you mean --json?');
    expect(id.code).toBe(2);
    for (const { stderr } of [lab, option, id]) expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('doctor ends with 3 where something is bad, and says so in words', async () => {
    const { code, stdout } = await runProcess(place, ['doctor']);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /^bad +deliveries +3 sent, 0 on their way, 0 to be tried again, 1 undeliverable$/m,
    );
  });

  it('says of a server that does not answer where it was looked for, and keeps the password to itself', async () => {
    const port = await freePort();
    const env = { DATABASE_URL: `postgres://me:secret-word@127.0.0.1:${port}/none` };
    const [doctor, releases] = await Promise.all([
      runProcess(place, ['doctor'], { env }),
      runProcess(place, ['releases'], { env }),
    ]);
    expect(doctor.code).toBe(3);
    expect(doctor.stdout).toMatch(
      /^bad +database +it cannot be used: the database server cannot be reached: .*postgres:\/\/me@127/m,
    );
    expect(releases).toMatchObject({ code: 2, stdout: '' });
    expect(releases.stderr).toMatch(
      /^the database server cannot be reached: start it, or correct DATABASE_URL/,
    );
    for (const text of [doctor.stdout, doctor.stderr, releases.stderr]) expect(text).not.toContain('secret');
  });

  it('answers without a network, in colours where they are wanted', async () => {
    const env = { HF_ENDPOINT: 'http://127.0.0.1:1', NO_COLOR: '', FORCE_COLOR: '1' };
    const { code, stdout } = await runProcess(place, ['sources'], { env });
    expect(code).toBe(0);
    expect(stdout).toContain('\u001b[1msource\u001b[22m');
  });
});

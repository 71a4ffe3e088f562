import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openRuntime } from '../../src/compose.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { FollowedClock } from '../../src/store/followed-clock.ts';
import { usualConfiguration } from '../pipeline/rig.ts';
import { openAt, postgres, sqlite } from './stores.ts';

const HOUR = 3_600_000;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-clock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('a clock that follows the database', () => {
  it.each([
    ['an hour ahead', HOUR, true],
    ['a day behind', -24 * HOUR, true],
    ['off by as little as an answer takes', 900, false],
  ])('%s: is put right where it is wrong', async (_what, ahead, adjusted) => {
    const database = await openAt(await sqlite.newUrl(temporaryFolder()));
    onTestFinished(() => database.close());
    const machine = { now: () => Date.now() + ahead };
    const clock = new FollowedClock(machine);
    expect(Math.abs(clock.now() - machine.now())).toBeLessThan(1_000);
    const behind = await clock.adjust(database.reader);
    expect(behind !== 0).toBe(adjusted);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(2_000);
  });

  it('becomes the machine’s again when that is right', async () => {
    const database = await openAt(await sqlite.newUrl(temporaryFolder()));
    onTestFinished(() => database.close());
    let ahead = HOUR;
    const clock = new FollowedClock({ now: () => Date.now() + ahead });
    await clock.adjust(database.reader);
    ahead = 0;
    expect(await clock.adjust(database.reader)).toBe(0);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
  });
});

describe.skipIf(postgres.isSkipped)('a process whose clock is an hour ahead', () => {
  it('goes by the clock of its PostgreSQL, and says so once', async () => {
    const folder = temporaryFolder();
    const warn = vi.fn();
    const log = Object.assign(Object.create(pino({ level: 'silent' })), { warn });
    const runtime = await openRuntime({
      configuration: await usualConfiguration(['Qwen'], 'http://127.0.0.1:9/'),
      environment: readEnvironment({ DATABASE_URL: await postgres.newUrl(folder) }),
      dataFolder: folder,
      clock: { now: () => Date.now() + HOUR },
      followDatabase: true,
      use: 'start',
      log,
      console: { write: () => {}, color: false, width: 80 },
    });
    onTestFinished(() => runtime.close());
    expect(Math.abs(runtime.clock.now() - Date.now())).toBeLessThan(2_000);
    await runtime.adjustClock();
    const told = warn.mock.calls.filter(([, message]) => String(message).includes('clock of this machine'));
    expect(told).toHaveLength(1);
    const rows = await runtime.database.reader.selectFrom('sources').select('next_due_at').execute();
    expect(Math.max(...rows.map((row) => row.next_due_at))).toBeLessThan(Date.now() + 60_000);
  });
});

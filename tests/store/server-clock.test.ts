import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readPostgresUrl } from '../../src/store/postgres-address.ts';
import { PostgresDatabase } from '../../src/store/postgres-database.ts';
import { followServerClock } from '../../src/store/server-clock.ts';
import { postgresIsSkipped, sharedPostgres } from '../servers/postgres.ts';

const HOUR = 3_600_000;
/** On a machine that does other things, too. */
const TOLERANCE = 5_000;

describe.skipIf(postgresIsSkipped)('the clock of a database server', () => {
  const report = { wrong: vi.fn(), rightAgain: vi.fn() };
  let database: PostgresDatabase;

  beforeEach(async () => {
    vi.resetAllMocks();
    database = new PostgresDatabase(readPostgresUrl((await sharedPostgres()).newUrl()));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await database.close();
  });

  it('is followed by a machine whose own is an hour ahead, which says so once', async () => {
    const before = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: before + HOUR });
    const clock = await followServerClock(database, report);
    clock.stop();
    expect(clock.now()).toBeGreaterThanOrEqual(before - TOLERANCE);
    expect(clock.now()).toBeLessThan(before + TOLERANCE);
    expect(report.wrong).toHaveBeenCalledOnce();
    expect(Math.abs(report.wrong.mock.calls[0]?.[0] - HOUR)).toBeLessThan(TOLERANCE);
  });

  it('is not left for a machine’s that is set meanwhile, and goes on while the server is asked', async () => {
    const clock = await followServerClock(database, report);
    const first = clock.now();
    vi.useFakeTimers({ toFake: ['Date'], now: first - HOUR });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(clock.now()).toBeGreaterThanOrEqual(first + 45);
    expect(clock.now()).toBeLessThan(first + TOLERANCE);
    clock.stop();
    expect(report.wrong).not.toHaveBeenCalled();
  });

  it('of a machine whose own is right says nothing', async () => {
    const clock = await followServerClock(database, report);
    clock.stop();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(TOLERANCE);
    expect(report.wrong).not.toHaveBeenCalled();
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { openStore } from '../../src/store/store.ts';
import { timeWrites } from '../../src/store/timed-database.ts';

it('tells how long each write waited for its turn, and writes all the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-timed-'));
  const options = { folder, use: 'start' as const, clock: { now: Date.now }, clockIsSet: false };
  const waits: number[] = [];
  const database = timeWrites(await openStore({ ...options, owner: newLeaseOwner() }), (milliseconds) =>
    waits.push(milliseconds),
  );
  const other = await openStore({ ...options, owner: newLeaseOwner() });
  onTestFinished(async () => {
    await database.close();
    await other.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const begun = Promise.withResolvers<void>();
  const holding = other.write(async (tx) => {
    await writeMeta(tx, 'queue', 'embedded');
    begun.resolve();
    await new Promise((resolve) => setTimeout(resolve, 400));
  });
  await begun.promise;
  await database.write((tx) => writeMeta(tx, 'queue', 'bullmq'));
  await holding;
  await database.writeAlone((tx) => writeMeta(tx, 'baseline', 'x'));
  expect(waits).toHaveLength(2);
  expect(waits[0]).toBeGreaterThan(200);
  expect(waits[1]).toBeLessThan(200);
  expect(await readMeta(database.reader, 'queue')).toBe('bullmq');
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { parkQuota, reserveSlot, takeFromQuota } from '../../src/store/rate-limits.ts';
import { openStore } from '../../src/store/store.ts';

const NOW = 1_800_000_000_000;
const TERMS = { spacing: 3000, patience: 60_000 };

async function openTwice() {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-limits-'));
  const open = () =>
    openStore({ folder, use: 'work', clock: { now: () => NOW }, clockIsSet: false, owner: newLeaseOwner() });
  const [one, other] = [await open(), await open()];
  onTestFinished(async () => {
    await one.close();
    await other.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { one, other };
}

it('gives each that asks a slot of its own, whatever connection it asks over', async () => {
  const { one, other } = await openTwice();
  const slots = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      (index % 2 === 0 ? one : other).writeUnsynced((tx) => reserveSlot(tx, 'arxiv', TERMS, NOW)),
    ),
  );
  const waits = slots.map((slot) => (slot.granted ? slot.at - NOW : Number.NaN)).sort((a, b) => a - b);
  expect(waits).toEqual(Array.from({ length: 12 }, (_, index) => index * 3000));
});

it('refuses whoever would wait too long, and keeps the slots as they were', async () => {
  const { one } = await openTwice();
  const reserve = (patience: number, now = NOW) =>
    one.writeUnsynced((tx) => reserveSlot(tx, 'arxiv', { spacing: 3000, patience }, now));
  expect(await reserve(1000)).toEqual({ granted: true, at: NOW });
  expect(await reserve(1000)).toEqual({ granted: false, until: NOW + 3000 });
  expect(await reserve(5000)).toEqual({ granted: true, at: NOW + 3000 });
  expect(await reserve(1000, NOW + 9000)).toEqual({ granted: true, at: NOW + 9000 });
});

it('keeps groups and quotas of one name apart', async () => {
  const { one } = await openTwice();
  await one.writeUnsynced((tx) => parkQuota(tx, 'arxiv', NOW + 5000));
  expect(await one.writeUnsynced((tx) => reserveSlot(tx, 'arxiv', TERMS, NOW))).toMatchObject({ at: NOW });
  expect(await one.writeUnsynced((tx) => takeFromQuota(tx, 'arxiv', NOW))).toEqual({
    granted: false,
    until: NOW + 5000,
  });
});

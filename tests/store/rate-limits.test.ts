import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { observeQuota, parkQuota, reserveSlot, takeFromQuota } from '../../src/store/rate-limits.ts';
import { ofQuota, ofSlots } from '../../src/store/write-scopes.ts';
import { openAt, postgres, sqlite } from './stores.ts';

const NOW = 1_800_000_000_000;
const TERMS = { spacing: 3000, patience: 60_000 };

describe.each([sqlite, postgres].filter(({ isSkipped }) => !isSkipped))('rate limits in $name', (store) => {
  async function openTwice() {
    const folder = await mkdtemp(join(tmpdir(), 'modelwatch-limits-'));
    const url = await store.newUrl(folder);
    const [one, other] = [await openAt(url, { now: () => NOW }), await openAt(url, { now: () => NOW })];
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
        (index % 2 === 0 ? one : other).writeUnsynced(
          (tx) => reserveSlot(tx, 'arxiv', TERMS, NOW),
          ofSlots('arxiv'),
        ),
      ),
    );
    const waits = slots.map((slot) => (slot.granted ? slot.at - NOW : Number.NaN)).sort((a, b) => a - b);
    expect(waits).toEqual(Array.from({ length: 12 }, (_, index) => index * 3000));
  });

  it('refuses whoever would wait too long, and keeps the slots as they were', async () => {
    const { one } = await openTwice();
    const reserve = (patience: number, now = NOW) =>
      one.writeUnsynced((tx) => reserveSlot(tx, 'arxiv', { spacing: 3000, patience }, now), ofSlots('arxiv'));
    expect(await reserve(1000)).toEqual({ granted: true, at: NOW });
    expect(await reserve(1000)).toEqual({ granted: false, until: NOW + 3000 });
    expect(await reserve(5000)).toEqual({ granted: true, at: NOW + 3000 });
    expect(await reserve(1000, NOW + 9000)).toEqual({ granted: true, at: NOW + 9000 });
  });

  it('keeps groups and quotas of one name apart', async () => {
    const { one } = await openTwice();
    await one.writeUnsynced((tx) => parkQuota(tx, 'arxiv', NOW + 5000));
    expect(
      await one.writeUnsynced((tx) => reserveSlot(tx, 'arxiv', TERMS, NOW), ofSlots('arxiv')),
    ).toMatchObject({ at: NOW });
    expect(await one.writeUnsynced((tx) => takeFromQuota(tx, 'arxiv', NOW))).toEqual({
      granted: false,
      until: NOW + 5000,
    });
  });

  it('grants no more than a quota has, however many ask at once', async () => {
    const { one, other } = await openTwice();
    const quota = ofQuota('hub');
    await one.writeUnsynced(
      (tx) => observeQuota(tx, 'hub', { remaining: 12, resetsAt: NOW + 60_000 }, NOW),
      quota,
    );
    const asked = Array.from({ length: 30 }, (_, index) =>
      (index % 2 === 0 ? one : other).writeUnsynced((tx) => takeFromQuota(tx, 'hub', NOW), quota),
    );
    // Two are kept back for others behind the same address.
    expect((await Promise.all(asked)).filter(({ granted }) => granted)).toHaveLength(10);
  });
});

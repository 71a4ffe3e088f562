import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { occupyPlace, vacatePlace } from '../../src/store/host-places.ts';
import { ofPlaces } from '../../src/store/write-scopes.ts';
import { openAt, postgres, type StoreKind, sqlite } from './stores.ts';

async function openTwo(store: StoreKind): Promise<readonly [Database, Database]> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-places-'));
  const url = await store.newUrl(folder);
  const [one, other] = [await openAt(url), await openAt(url)];
  onTestFinished(async () => {
    await one.close();
    await other.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return [one, other];
}

function occupy(database: Database, milliseconds = 60_000) {
  return database.writeUnsynced((tx) => occupyPlace(tx, 'wiki', 3, milliseconds), ofPlaces('wiki'));
}

describe.each([sqlite, postgres])('places at a host, on $name', (store) => {
  describe.skipIf(store.isSkipped)('for several processes', () => {
    it('as many places as there are are taken, by whichever process, and each of them once', async () => {
      const [one, other] = await openTwo(store);
      const asked = await Promise.all([one, other, one, other, one].map((database) => occupy(database)));
      const taken = asked.filter((place) => place !== null);
      expect(new Set(taken.map(({ name }) => name)).size).toBe(3);
      expect(asked.filter((place) => place === null)).toHaveLength(2);
      const [first] = taken;
      if (first !== undefined) await other.write((tx) => vacatePlace(tx, first));
      expect(await occupy(one)).toMatchObject({ name: first?.name });
    });

    it('a place whose holder died is free when its time is over, and not given back by who held it then', async () => {
      const [one, other] = await openTwo(store);
      const late = await occupy(one, -1);
      const next = await occupy(other);
      expect(next?.name).toBe(late?.name);
      if (late !== null) await one.write((tx) => vacatePlace(tx, late));
      const names = [await occupy(one), await occupy(one)].map((place) => place?.name);
      expect(names).not.toContain(next?.name);
      expect(await occupy(one)).toBeNull();
    });
  });
});

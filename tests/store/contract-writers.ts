import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, WriteTransaction } from '../../src/store/database.ts';
import { readEvents } from '../../src/store/events.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { ask } from '../../src/store/plain-query.ts';
import { ROWS_ALONE } from '../../src/store/write-scopes.ts';
import { BenchOfStores } from './bench-of-stores.ts';
import type { StoreKind } from './stores.ts';

/** What holds where several write at once, in this process and in others. */
export function describeWriters(kind: StoreKind): void {
  describe('writers', () => {
    let bench: BenchOfStores;
    beforeEach(() => {
      bench = new BenchOfStores(kind);
    });
    afterEach(async () => await bench.close());

    it('lose no update, whatever processes they are of', async () => {
      const database = await bench.open();
      await database.write((tx) => writeMeta(tx, 'queue', '0'));
      const children = await bench.startTogether(4, 'count-up', '50');
      for (const child of children) await child.nextLine();
      for (const child of children) await child.ended();
      expect(await readMeta(database.reader, 'queue')).toBe('200');
    });

    it('lose no update in one process either, also where they name the same scope', async () => {
      const database = await bench.open();
      await database.write((tx) => writeMeta(tx, 'queue', '0'));
      const scopes = [['a'], ['a', 'b'], ['b', 'a'], undefined];
      const add = (n: number) => database.write((tx) => countOneMore(tx), scopes[n % scopes.length]);
      await Promise.all(Array.from({ length: 40 }, (_, n) => add(n)));
      expect(await readMeta(database.reader, 'queue')).toBe('40');
    });

    it('without a scope keep out those with any', async () => {
      const database = await bench.open();
      const order: string[] = [];
      // What comes before its first statement may run while the transaction is only being opened.
      const note = (name: string) => async (tx: WriteTransaction) => {
        await ask(tx, 'select 1 as one', []);
        order.push(`${name} begins`);
        await delay(20);
        order.push(`${name} ends`);
      };
      await Promise.all([
        database.write(note('one'), ['a']),
        database.write(note('all')),
        database.write(note('two'), ROWS_ALONE),
        database.write(note('three'), ['b']),
      ]);
      const all = order.indexOf('all begins');
      expect(order[all + 1]).toBe('all ends');
    });

    it('give every alert and every delivery once', async () => {
      const databases = [await bench.open(), await bench.open()];
      const tell = (database: Database, n: number) =>
        database.write((tx) => insertOnce(tx, `alert-${n}`), ROWS_ALONE);
      const told = await Promise.all(databases.flatMap((one) => [1, 2, 3].map((n) => tell(one, n))));
      expect(told.filter((isNew) => isNew)).toHaveLength(1);
      const [first] = databases;
      expect(await first?.reader.selectFrom('alerts').select('milestone').execute()).toEqual([
        { milestone: 'new' },
      ]);
    });

    it('number events so that whoever reads on from a number misses none', async () => {
      const database = await bench.open();
      const children = await bench.startTogether(3, 'append-many', '120');
      let over = false;
      const ended = Promise.all(children.map(async (child) => await child.nextLine())).then(() => {
        over = true;
      });
      const seen: number[] = [];
      for (let last = false; ; ) {
        const after = seen.at(-1) ?? 0;
        const events = await readEvents(database.reader, { after, limit: 10, baseline: true });
        seen.push(...events.map(({ n }) => n));
        if (events.length === 0 && last) break;
        last = over;
      }
      await ended;
      const all = await readEvents(database.reader, { after: 0, limit: 1000, baseline: true });
      expect(seen).toEqual(all.map(({ n }) => n));
      // Every fifth was given up.
      expect(all).toHaveLength(3 * 96);
    });

    it('leave nothing behind of what throws', async () => {
      const database = await bench.open();
      const failing = database.write(async (tx) => {
        await writeMeta(tx, 'queue', 'half');
        throw new Error('in the middle');
      });
      await expect(failing).rejects.toThrow('in the middle');
      expect(await readMeta(database.reader, 'queue')).toBeNull();
    });

    it('are not seen before they have committed, and keep no reader waiting', async () => {
      const writer = await bench.open();
      const reader = await bench.open('read');
      await writer.write((tx) => writeMeta(tx, 'queue', 'before'));
      await writer.write(async (tx) => {
        await writeMeta(tx, 'queue', 'during');
        expect(await readMeta(reader.reader, 'queue')).toBe('before');
      });
      expect(await readMeta(reader.reader, 'queue')).toBe('during');
    });

    it('change nothing of what is read at one moment', async () => {
      const writer = await bench.open();
      const reader = await bench.open('read');
      await writer.write((tx) => writeMeta(tx, 'queue', 'before'));
      const seen = await reader.readAtOnce(async (at) => {
        const first = await readMeta(at, 'queue');
        await writer.write((tx) => writeMeta(tx, 'queue', 'after'));
        return [first, await readMeta(at, 'queue')];
      });
      expect(seen).toEqual(['before', 'before']);
    });

    it('cannot write where they only read', async () => {
      await bench.open();
      const { reader } = await bench.open('read');
      const insert = reader.insertInto('meta').values({ key: 'a', value: 'b' }).execute();
      await expect(insert).rejects.toThrow(/read-?\s?only/i);
    });
  });
}

async function countOneMore(tx: WriteTransaction): Promise<void> {
  const before = Number(await readMeta(tx, 'queue'));
  await delay(1);
  await writeMeta(tx, 'queue', String(before + 1));
}

/** One milestone of one release, by whoever comes first. */
async function insertOnce(tx: WriteTransaction, id: string): Promise<boolean> {
  const { insertAlert } = await import('../../src/store/alerts.ts');
  const alert = {
    id,
    kind: 'release.new',
    title: '',
    createdAt: '',
    url: null,
    lines: [],
    labName: null,
    covers: [],
  };
  return await insertAlert(tx, {
    content: { alert } as never,
    releaseId: 'rel_1',
    milestone: 'new',
    reason: 'test',
    createdAt: 0,
    gap: 'none',
  });
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../src/domain/events.ts';
import type { Database } from '../../src/store/database.ts';
import { appendEvents, readEvents } from '../../src/store/events.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { findRecordsByName, insertRecords, type NewRecord, readRecords } from '../../src/store/records.ts';
import { ROWS_ALONE } from '../../src/store/write-scopes.ts';
import { BenchOfStores } from './bench-of-stores.ts';
import type { StoreKind } from './stores.ts';

/** In the order of their bytes in UTF-8, which is that of their code points. */
const IN_ORDER = ['', 'A', 'Qwen', 'Z', '_', 'a', 'qwen-7b', 'ß', 'é', '智谱', '통', '\uff21', '🤖'];

/** What is stored comes back as it was, in the same order, with the same numbers. */
export function describeValues(kind: StoreKind): void {
  describe('values', () => {
    let bench: BenchOfStores;
    let database: Database;
    beforeEach(async () => {
      bench = new BenchOfStores(kind);
      database = await bench.open();
    });
    afterEach(async () => await bench.close());

    const keep = async (...records: readonly Partial<NewRecord>[]) =>
      await database.write(
        (tx) => insertRecords(tx, { namespace: 'test', locator: 'x' }, records.map(recordOf), 1),
        ROWS_ALONE,
      );

    it('of text are kept in any script, quotes and control characters with them', async () => {
      const texts = [
        '深度求索 🤖𠮷',
        'it\'s "so" \\ ? $1 %s',
        'a\tb\nc\r\u0001\u007f',
        '\u202eabc',
        'e\u0301',
        '{"a":[1,"\\u0000"]}',
      ];
      await keep(...texts.map((name, n) => ({ key: `k${n}`, name, content: JSON.stringify(name) })));
      const read = await readRecords<string>(
        database.reader,
        'test',
        texts.map((_, n) => `k${n}`),
      );
      expect([...read.values()].map(({ name }) => name).toSorted()).toEqual(texts.toSorted());
      expect([...read.values()].every(({ name, observation }) => name === observation)).toBe(true);
    });

    it('of text that is none become U+FFFD where a database cannot hold it, and are found all the same', async () => {
      await keep({
        key: 'k1',
        name: 'a\u0000b',
        nameFolded: 'a\u0000b',
        content: JSON.stringify('a\u0000b\ud800'),
      });
      const [found] = await findRecordsByName<string>(database.reader, 'test', ['a\u0000b']);
      expect(found).toMatchObject({ key: 'k1', observation: 'a\u0000b\ud800' });
      await database.write((tx) => writeMeta(tx, 'queue', 'x\ud800\u0000y'));
      const value = await readMeta(database.reader, 'queue');
      expect(value?.toWellFormed()).toBe(value);
      expect(value).toMatch(/^x\ufffd.?y/s);
    });

    it('of text are ordered by their bytes, whatever the locale', async () => {
      await keep(...IN_ORDER.map((key) => ({ key: `${key}.` })));
      const rows = await database.reader.selectFrom('records').select('key').orderBy('key').execute();
      const expected = IN_ORDER.map((key) => `${key}.`).toSorted((left, right) =>
        Buffer.compare(Buffer.from(left), Buffer.from(right)),
      );
      expect(rows.map(({ key }) => key)).toEqual(expected);
      const least = await database.reader
        .selectFrom('records')
        .select((eb) => [eb.fn.min('key').as('least'), eb.fn.max('key').as('most')])
        .executeTakeFirstOrThrow();
      expect(least).toEqual({ least: expected[0], most: expected.at(-1) });
    });

    it('of numbers have 64 bits as far as they are exact, and are numbers also where they are counted', async () => {
      const large = Number.MAX_SAFE_INTEGER;
      await keep({ key: 'a', datedAt: large }, { key: 'b', datedAt: -large }, { key: 'c', datedAt: null });
      const { reader } = database;
      const read = await readRecords(reader, 'test', ['a', 'b', 'c']);
      expect([...read.values()].map((row) => row.dated_at).toSorted()).toEqual([-large, large, null]);
      const counted = await reader
        .selectFrom('records')
        .select((eb) => [
          eb.fn.countAll<number>().as('all'),
          eb.fn.sum<number>('first_seen').as('sum'),
          eb.fn.max('dated_at').as('max'),
        ])
        .executeTakeFirstOrThrow();
      expect(counted).toEqual({ all: 3, sum: 3, max: large });
    });

    it('too large to be exact are refused, not rounded', async () => {
      await keep({ key: 'a' });
      const text = `update records set dated_at = 9007199254740993`;
      const { ask } = await import('../../src/store/plain-query.ts');
      await database.write((tx) => ask(tx, text, []));
      await expect(readRecords(database.reader, 'test', ['a'])).rejects.toThrow(/too large/);
    });

    it('of events come back as they went in, in their order', async () => {
      const context = { locator: 'x', observedAt: 5, notBefore: null, gap: 'none' } as const;
      const events = Array.from(
        { length: 250 },
        (_, n): ChangeEvent => ({ type: 'entry.removed', key: `k${n}`, before: { subject: `智${n}` } }),
      );
      await database.write(
        (tx) =>
          appendEvents(
            tx,
            events.map((event) => ({ lab: 'qwen', event })),
            context,
          ),
        ROWS_ALONE,
      );
      const read = await readEvents(database.reader, { after: 0, limit: 1000, baseline: true });
      expect(read.map(({ key }) => key)).toEqual(events.map(({ key }) => key));
      expect(read[7]).toMatchObject({
        lab: 'qwen',
        before: { subject: '智7' },
        observedAt: 5,
        notBefore: null,
      });
    });

    it('of an empty list are asked for without an error', async () => {
      expect(await readRecords(database.reader, 'test', [])).toEqual(new Map());
      const { readRepos } = await import('../../src/store/catalog.ts');
      expect(await readRepos(database.reader, [])).toEqual([]);
    });
  });
}

function recordOf(given: Partial<NewRecord>): NewRecord {
  return {
    key: '',
    name: '',
    nameFolded: '',
    hash: '',
    content: '',
    datedAt: null,
    baseline: false,
    ...given,
  };
}

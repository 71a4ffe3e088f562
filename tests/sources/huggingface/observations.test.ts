import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pollListing } from './hub-listing.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

function read(name: string): unknown[] {
  return JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'));
}

const names = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.raw.json'))
  .map((file) => file.replace('.raw.json', ''));

describe('what a listing says', () => {
  it.each(names)('%s', async (name) => {
    const result = await pollListing(read(`${name}.raw.json`));
    expect(result.observations).toEqual(read(`${name}.expected.json`));
  });

  it('says the same in whatever order the Hub puts tags, languages and types', async () => {
    const reversed = read('typical.raw.json').map((row) => backwards(row));
    const result = await pollListing(reversed);
    expect(JSON.stringify(result.observations)).toBe(JSON.stringify(read('typical.expected.json')));
  });

  it('takes a very long list of tags', async () => {
    const tags = Array.from({ length: 100_000 }, (_, i) => `tag-${(i * 7919) % 50_000}`);
    const started = performance.now();
    const result = await pollListing([{ _id: '1', id: 'lab/long', tags }]);
    expect(result.observations[0]?.tags).toHaveLength(50_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, backwards(item)]),
  );
}

const recorded = process.env.MODELWATCH_RECORDED;

describe('recorded answers', () => {
  it.runIf(recorded !== undefined)('yield one observation each', async () => {
    const rows: { _id: string; id: string; tags: string[] }[] = JSON.parse(
      readFileSync(join(recorded ?? '', 'hub', 'models-2026-05.json'), 'utf8'),
    );
    for (const [owner, own] of Map.groupBy(rows, ({ id }) => id.split('/')[0])) {
      const { observations } = await pollListing(own, owner);
      expect(observations.map(({ key, name }) => [key, name])).toEqual(own.map(({ _id, id }) => [_id, id]));
      for (const [i, { createdAt, lastModified, tags, license }] of observations.entries()) {
        expect(createdAt).toMatch(/^20\d\d-/);
        expect(lastModified).toMatch(/^20\d\d-/);
        expect(tags).toEqual([...new Set(own[i]?.tags)].sort());
        expect(tags.includes(`license:${license}`) || license === null).toBe(true);
      }
    }
  });
});

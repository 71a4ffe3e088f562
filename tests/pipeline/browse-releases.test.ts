import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds, lifecycles } from '../../src/domain/catalog.ts';
import type { Page, ReleaseQuery } from '../../src/domain/release-query.ts';
import { releaseOrders, TIMELINE } from '../../src/domain/release-query.ts';
import type { ReleaseView } from '../../src/domain/release-view.ts';
import { browseCards, browseJson, browseReleases } from '../../src/pipeline/browse-releases.ts';
import type { Reader } from '../../src/store/database.ts';
import { browsePlainly } from './browse-plainly.ts';
import {
  CONTEXTS,
  LAB_IDS,
  LICENSES,
  labs,
  type MadeRelease,
  MODALITIES,
  madeRelease,
  makeCatalog,
  SIZES,
  STATUSES,
} from './browsing-catalog.ts';
import { expectCardsOfCatalog } from './cards-check.ts';

const span = (values: readonly number[]) =>
  fc
    .tuple(
      fc.constantFrom(Number.NEGATIVE_INFINITY, 0, 2.5, ...values),
      fc.constantFrom(...values, 7_000_000_000.5, Number.POSITIVE_INFINITY),
    )
    .map(([min, max]) => ({ min, max }));

const instant = fc.constantFrom(0, 1, 1_700_000_000_000, 1_752_192_000_000, Date.parse('2025-07'));

const filters = fc.record(
  {
    lab: fc.subarray([...LAB_IDS, 'nobody']),
    kind: fc.subarray([...kinds]),
    status: fc.subarray([...STATUSES]),
    lifecycle: fc.subarray([...lifecycles]),
    since: instant,
    until: instant,
    plans: fc.constantFrom('only', 'without'),
    text: fc.constantFrom('qwen2', ' QWEN', '%', '_4', '\\', '深度', 'repo-1', 'family', 'nothing', ''),
    parameters: span(SIZES),
    activeParameters: span([3e9, 22e9]),
    context: span(CONTEXTS),
    license: fc.subarray([...LICENSES, 'MIT']),
    modality: fc.subarray(MODALITIES),
    openness: fc.subarray(['open-weights', 'OPEN-source']),
  },
  { requiredKeys: [] },
);

/** Two or three things are asked at once: with more, nothing fits. */
const query: fc.Arbitrary<ReleaseQuery> = fc
  .record({
    filters,
    asked: fc.subarray(
      ['lab', 'kind', 'status', 'lifecycle', 'since', 'until', 'plans', 'text', 'parameters'].concat([
        'activeParameters',
        'context',
        'license',
        'modality',
        'openness',
      ]),
      { maxLength: 3 },
    ),
    order: fc.constantFrom(...releaseOrders),
    descending: fc.boolean(),
  })
  .map(({ filters: all, asked, order, descending }) => ({
    ...Object.fromEntries(Object.entries(all).filter(([field]) => asked.includes(field))),
    order,
    descending,
  }));

describe('lists of releases', () => {
  it('show what looking at every release shows, page by page, there and back', {
    timeout: 120_000,
  }, async () => {
    const catalogs = fc.sample(fc.array(madeRelease, { minLength: 40, maxLength: 60 }), {
      numRuns: 3,
      seed: 7,
    });
    for (const releases of catalogs) {
      await using catalog = await makeCatalog(releases);
      const { reader } = catalog.database;
      await expectCardsOfCatalog(reader, labs);
      await fc.assert(
        fc.asyncProperty(query, fc.integer({ min: 1, max: 30 }), async (asked, limit) => {
          const wanted = await browsePlainly(reader, labs, asked);
          const pages = await allPages(reader, asked, limit);
          expect(pages.flatMap(({ items }) => items)).toEqual(wanted);
          expect(pages.map(({ total }) => total)).toEqual(pages.map(() => wanted.length));
          expect(pages[0]?.previous).toBeNull();
          const back = await walkBack(reader, asked, limit, pages.at(-1)?.previous ?? null);
          expect(back.map(({ items }) => items)).toEqual(pages.slice(0, -1).map(({ items }) => items));
        }),
        { numRuns: 120, seed: 11 },
      );
    }
  });

  it('find the same where many fit, along the order', { timeout: 120_000 }, async () => {
    const [some = []] = fc.sample(fc.array(madeRelease, { minLength: 50, maxLength: 50 }), {
      numRuns: 1,
      seed: 3,
    });
    const many = Array.from({ length: 1600 }, (_, index): MadeRelease => {
      const made = some[index % some.length];
      if (made === undefined) throw new RangeError('fifty were made');
      return { ...made, hidden: false, merged: false, firstSeen: index, firstPublic: null, releasedOn: null };
    });
    await using catalog = await makeCatalog(many);
    const { reader } = catalog.database;
    const queries: ReleaseQuery[] = [
      { ...TIMELINE, license: ['mit', 'apache-2.0', 'other', '100%_free', 'qwen research'] },
      { order: 'name', descending: true, text: 'family', parameters: { min: 0, max: 2e12 } },
      { order: 'context', descending: false, plans: 'without' },
    ];
    for (const asked of queries) {
      const wanted = await browsePlainly(reader, labs, asked);
      expect(wanted.length).toBeGreaterThan(1000);
      const pages = await allPages(reader, asked, 200);
      expect(pages.flatMap(({ items }) => items)).toEqual(wanted);
    }
  });

  it('give each release once that was there, whatever comes meanwhile', async () => {
    const made = fc.sample(madeRelease, { numRuns: 60, seed: 5 });
    const shown = made.map((release) => ({ ...release, hidden: false, merged: false }));
    for (const order of ['released', 'name', 'parameters'] as const) {
      await using catalog = await makeCatalog(shown.slice(0, 40));
      const asked = { order, descending: order !== 'name' };
      const { reader } = catalog.database;
      const before = await browsePlainly(reader, labs, asked);
      const seen: string[] = [];
      let cursor: string | null = null;
      for (let page = 0; page === 0 || cursor !== null; page++) {
        const found: Page<ReleaseView> = await browseReleases(reader, asked, { limit: 7, cursor });
        seen.push(...found.items.map(({ id }) => id));
        cursor = found.next;
        const more = shown[40 + page];
        if (more !== undefined) await catalog.add(more);
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(before.filter(({ id }) => !seen.includes(id))).toEqual([]);
      expect(seen.filter((id) => before.some((view) => view.id === id))).toEqual(before.map(({ id }) => id));
    }
  });

  it('count anew what is there after a change', async () => {
    const made = fc.sample(madeRelease, { numRuns: 12, seed: 5 });
    const shown = made.map((release) => ({ ...release, hidden: false, merged: false }));
    await using catalog = await makeCatalog(shown.slice(0, 11));
    const { reader } = catalog.database;
    expect((await browseCards(reader, TIMELINE, { limit: 5, cursor: null })).total).toBe(11);
    await catalog.add(shown[11] as MadeRelease);
    expect((await browseCards(reader, TIMELINE, { limit: 5, cursor: null })).total).toBe(12);
  });

  it('refuse what is no cursor of their query', async () => {
    const made = fc.sample(madeRelease, { numRuns: 12, seed: 9 });
    await using catalog = await makeCatalog(
      made.map((release) => ({ ...release, hidden: false, merged: false })),
    );
    const { reader } = catalog.database;
    const { next } = await browseCards(reader, TIMELINE, { limit: 5, cursor: null });
    expect(next).toMatch(/^[\w-]+$/);
    const foreign = (asked: ReleaseQuery, cursor: string | null) =>
      expect(browseCards(reader, asked, { limit: 5, cursor })).rejects.toThrow(RangeError);
    await foreign({ ...TIMELINE, descending: false }, next);
    await foreign({ ...TIMELINE, kind: ['llm'] }, next);
    for (const text of ['', 'x', '1', '%', Buffer.from('[]').toString('base64url'), `${next}x`.slice(9)])
      await foreign(TIMELINE, text);
    // Who asks for the last days asks for other days with each page.
    const since = { ...TIMELINE, since: 0 };
    const page = await browseCards(reader, since, { limit: 5, cursor: null });
    const second = await browseCards(reader, { ...since, since: 1 }, { limit: 5, cursor: page.next });
    expect(second.items.length).toBeGreaterThan(0);
  });

  it('lead back to a whole first page where less than a page is before', async () => {
    const made = fc.sample(madeRelease, { numRuns: 12, seed: 9 });
    await using catalog = await makeCatalog(
      made.map((release) => ({ ...release, hidden: false, merged: false })),
    );
    const { reader } = catalog.database;
    const three = await browseCards(reader, TIMELINE, { limit: 3, cursor: null });
    const five = await browseCards(reader, TIMELINE, { limit: 5, cursor: three.next });
    const back = await browseCards(reader, TIMELINE, { limit: 5, cursor: five.previous });
    expect(back).toEqual(await browseCards(reader, TIMELINE, { limit: 5, cursor: null }));
  });

  it('are JSON as a program reads it', async () => {
    const made = fc.sample(madeRelease, { numRuns: 20, seed: 13 });
    await using catalog = await makeCatalog(made);
    const { reader } = catalog.database;
    const { items } = await browseJson(reader, TIMELINE, { limit: 50, cursor: null });
    const wanted = await browsePlainly(reader, labs, TIMELINE);
    expect(items).toEqual(wanted.map((view) => JSON.stringify(view)));
  });
});

async function allPages(reader: Reader, asked: ReleaseQuery, limit: number): Promise<Page<ReleaseView>[]> {
  const pages: Page<ReleaseView>[] = [];
  for (let cursor: string | null = null; pages.length === 0 || cursor !== null; ) {
    const page: Page<ReleaseView> = await browseReleases(reader, asked, { limit, cursor });
    pages.push(page);
    cursor = page.next;
  }
  return pages;
}

/** In the order of reading. */
async function walkBack(
  reader: Reader,
  asked: ReleaseQuery,
  limit: number,
  from: string | null,
): Promise<Page<ReleaseView>[]> {
  const pages: Page<ReleaseView>[] = [];
  for (let cursor = from; cursor !== null; ) {
    const page: Page<ReleaseView> = await browseReleases(reader, asked, { limit, cursor });
    pages.unshift(page);
    cursor = page.previous;
  }
  return pages;
}

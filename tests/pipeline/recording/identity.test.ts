import { describe, expect, it } from 'vitest';
import type { ArticleObservation } from '../../../src/domain/observation.ts';
import { article, DAY, HOUR, recordsOf, startWatched, stateOf, type Watched } from './watched.ts';

const TITLES = ['Qwen3 is out', 'Rain in Hangzhou', 'DeepSeek raises money', 'Chips', 'Robots', 'A new port'];

async function baselined(titles: readonly string[] = TITLES) {
  const watched = await startWatched();
  const items = titles.map((title, hour) =>
    article(title, { publishedAt: new Date(Date.UTC(2025, 5, 30, hour)).toISOString() }),
  );
  await watched.feed(...items);
  return { watched, items };
}

let round = 0;

/** The same articles as a feed shows them whose marks are made anew at every look. */
function churned(
  items: readonly ArticleObservation[],
  marks: { readonly links?: boolean; readonly dates?: boolean } = {},
): ArticleObservation[] {
  round++;
  return items.map((item, index) => ({
    ...item,
    guid: `churned-${round}-${index}`,
    ...(marks.links === true ? { url: `https://news.example/churned/${round}/${index}` } : {}),
    ...(marks.dates === true ? { publishedAt: null } : {}),
  }));
}

async function identityOf(watched: Watched): Promise<string> {
  const { identity, identity_doubts: doubts } = await stateOf(watched);
  return `${identity} ${doubts}`;
}

describe('guids that change at every look', () => {
  it('while titles and links stay: nobody hears of it, and links are what counts from the second time on', async () => {
    const { watched, items } = await baselined();
    await using _ = watched;
    expect(await watched.feed(...churned(items))).toEqual([]);
    expect(await identityOf(watched)).toBe('guid 1');
    expect(await watched.feed(...churned(items))).toEqual([]);
    expect(await identityOf(watched)).toBe('link 0');
    const before = await recordsOf(watched);
    expect(before).toHaveLength(items.length);
    expect(before.map(({ key }) => key)).toEqual(items.map(({ url }) => url).sort());
    expect(await watched.feed(...churned(items))).toEqual([]);
    expect(await recordsOf(watched)).toEqual(before);
    expect(await watched.feed(article('Qwen4 is out'), ...churned(items))).toEqual([
      'added qwen: Qwen4 is out',
    ]);
  });

  it.each([{ dates: false }, { dates: true }])(
    'with the links ($dates: and the dates): titles are what counts',
    async ({ dates }) => {
      const { watched, items } = await baselined();
      await using _ = watched;
      for (let look = 0; look < 4; look++) {
        expect(await watched.feed(...churned(items, { links: true, dates }))).toEqual([]);
      }
      expect(await identityOf(watched)).toBe('title 0');
      expect(await recordsOf(watched)).toHaveLength(items.length);
      const next = churned([article('Qwen4 is out'), ...items], { links: true, dates });
      expect(await watched.feed(...next)).toEqual(['added qwen: Qwen4 is out']);
      expect(await watched.feed(...churned(next, { links: true, dates }))).toEqual([]);
    },
  );

  it('links that change after guids have: titles it is then, for good', async () => {
    const { watched, items } = await baselined();
    await using _ = watched;
    for (let look = 0; look < 2; look++) await watched.feed(...churned(items));
    for (let look = 0; look < 2; look++)
      expect(await watched.feed(...churned(items, { links: true }))).toEqual([]);
    expect(await identityOf(watched)).toBe('title 0');
    expect(await watched.feed(...items)).toEqual([]);
    expect(await identityOf(watched)).toBe('title 0');
  });

  it('what comes with them is news all the same', async () => {
    const { watched, items } = await baselined();
    await using _ = watched;
    const next = [article('Qwen4 is out'), ...churned(items, { links: true, dates: true })];
    expect(await watched.feed(...next)).toEqual(['added qwen: Qwen4 is out']);
  });

  it('once, as where a site moves: the new ones count', async () => {
    const { watched, items } = await baselined();
    await using _ = watched;
    const moved = churned(items, { links: true });
    expect(await watched.feed(...moved)).toEqual([]);
    expect(await watched.feed(article('A seventh'), ...moved)).toEqual([]);
    expect(await identityOf(watched)).toBe('guid 0');
  });
});

describe('one article', () => {
  it('with a new guid at its old link is known, and tells its edits under its first key', async () => {
    const { watched, items } = await baselined();
    await using _ = watched;
    const [first = article(''), ...rest] = items;
    const again = { ...first, guid: 'another' };
    expect(await watched.feed(again, ...rest)).toEqual([]);
    expect(await identityOf(watched)).toBe('guid 0');
    const edited = await watched.feed(
      { ...again, summary: 'Qwen3 is out of stock: DeepSeek is out' },
      ...rest,
    );
    expect(edited).toEqual(['added deepseek: Qwen3 is out']);
    const [event] = await watched.database.reader
      .selectFrom('events')
      .select('key')
      .orderBy('n', 'desc')
      .execute();
    expect(event?.key).toBe(first.guid);
  });

  it('at a new link, of the same moment, is known', async () => {
    const { watched, items } = await baselined(TITLES.slice(0, 1));
    await using _ = watched;
    expect(await watched.feed(...churned(items, { links: true }))).toEqual([]);
    expect(await recordsOf(watched)).toHaveLength(1);
  });

  it('with the title of an old one, elsewhere and of another day, is news', async () => {
    const { watched, items } = await baselined(['DeepSeek this week', ...TITLES]);
    await using _ = watched;
    const next = article('DeepSeek this week', { publishedAt: '2025-07-07T00:00:00.000Z' });
    expect(await watched.feed(next, ...items.slice(1))).toEqual(['added deepseek: DeepSeek this week']);
  });

  it('shown twice under two guids is told once', async () => {
    const { watched, items } = await baselined();
    await using _ = watched;
    const one = article('Qwen4 is out');
    const twice = [one, { ...one, guid: 'again' }];
    expect(await watched.feed(...twice, ...items)).toEqual(['added qwen: Qwen4 is out']);
    expect(await watched.feed(...twice, ...items)).toEqual([]);
  });
});

it('a guid or link that all items share is none', async () => {
  await using watched = await startWatched();
  const same = { guid: 'https://news.example/', url: 'https://news.example/' };
  const items = TITLES.map((title) => article(title, same));
  await watched.feed(...items);
  expect(await recordsOf(watched)).toHaveLength(TITLES.length);
  expect(await watched.feed(article('Qwen4 is out', same), ...items)).toEqual(['added qwen: Qwen4 is out']);
  // Alone it does not share its guid any more, and is known all the same.
  expect(await watched.feed(article('Qwen4 is out', same))).toEqual([]);
});

describe('what is about no lab is forgotten', () => {
  async function prune(watched: Watched): Promise<void> {
    const { pruneRecords } = await import('../../../src/pipeline/prune-records.ts');
    const { enqueueJobs } = await import('../../../src/store/jobs.ts');
    const { leaseNextJob } = await import('../../../src/store/job-leases.ts');
    const { database, now } = watched;
    const job = await database.write(async (tx) => {
      await enqueueJobs(tx, [{ kind: 'prune', key: 'all', lane: 'prune', runAt: now }], now);
      return await leaseNextJob(tx, ['prune'], { owner: 'tests', milliseconds: 60_000, now });
    });
    if (job === null) throw new Error('there is no job to prune');
    const log = { info: () => {} } as never;
    await pruneRecords({ database, clock: { now: () => now }, log }, job);
  }

  it('180 days after it was shown last, not after it was seen first', async () => {
    const { watched, items } = await baselined(['Qwen3 is out', 'Rain in Hangzhou', 'Chips']);
    await using _ = watched;
    const [about = article(''), rain = article(''), chips = article('')] = items;
    for (let week = 0; week < 30; week++) {
      watched.now += 7 * DAY + HOUR;
      await watched.feed(about, rain);
      await prune(watched);
    }
    const keys = (await recordsOf(watched)).map(({ key }) => key);
    expect(keys).toEqual([about.guid, rain.guid].sort());
    expect(keys).not.toContain(chips.guid);
    expect(await watched.feed(about, { ...rain, title: 'Qwen4 is out' })).toEqual([
      'added qwen: Qwen4 is out',
    ]);
  });

  it('never while its source cannot be looked at', async () => {
    const { watched } = await baselined(['Rain in Hangzhou']);
    await using _ = watched;
    watched.now += 400 * DAY;
    await prune(watched);
    expect(await recordsOf(watched)).toHaveLength(1);
  });

  it('is noted as shown once a week at most', async () => {
    const { watched, items } = await baselined(['Rain in Hangzhou']);
    await using _ = watched;
    const seen = new Set<number | undefined>();
    for (let hour = 0; hour < 21 * 24; hour += 12) {
      watched.now += 12 * HOUR;
      await watched.feed(...items);
      seen.add((await recordsOf(watched))[0]?.last_seen);
    }
    expect(seen.size).toBe(3);
  });
});

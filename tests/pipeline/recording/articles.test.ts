import { describe, expect, it } from 'vitest';
import { readEvents } from '../../../src/store/events.ts';
import { article, DAY, HOUR, recordsOf, startWatched, stateOf, type Watched } from './watched.ts';

async function baselined(...titles: readonly string[]) {
  const watched = await startWatched();
  const items = titles.map((title) => article(title));
  await watched.feed(...items);
  watched.now += HOUR;
  return { watched, items };
}

describe('a feed', () => {
  it('is stored quietly at the first look, and tells what comes after', async () => {
    await using watched = await startWatched();
    const first = [article('Qwen3 is out'), article('Rain in Hangzhou')];
    expect(await watched.feed(...first)).toEqual(['baselined qwen: Qwen3 is out']);
    watched.now += HOUR;
    expect(await watched.feed(article('Qwen4 is out'), ...first)).toEqual(['added qwen: Qwen4 is out']);
    expect(await watched.feed(...first)).toEqual([]);
    const [, added] = await readEvents(watched.database.reader, { after: 0, limit: 9, baseline: true });
    expect(added).toMatchObject({
      type: 'article.added',
      key: expect.stringMatching(/^guid-/),
      notBefore: watched.now - HOUR,
      observedAt: watched.now,
      after: {
        title: 'Qwen4 is out',
        publishedAt: '2025-07-01T08:00:00.000Z',
        signal: { verdict: 'release' },
      },
    });
    expect(Object.keys(added !== undefined && 'after' in added ? added.after : {})).not.toContain('text');
  });

  it('that is empty at the first look is a baseline: what comes then is news', async () => {
    await using watched = await startWatched();
    expect(
      await watched.poll({
        kind: 'changed',
        form: 'articles',
        complete: false,
        observations: [],
        requests: 1,
      }),
    ).toMatchObject({
      outcome: 'baselined',
    });
    expect(await watched.feed(article('Qwen4 is out'))).toEqual(['added qwen: Qwen4 is out']);
  });

  it('may be empty, and loses old items, without suspicion and without an event', async () => {
    const { watched, items } = await baselined(...Array.from({ length: 12 }, (_, n) => `Qwen${n} is out`));
    await using _ = watched;
    expect(await watched.feed(...items.slice(0, 2))).toEqual([]);
    expect(await watched.feed()).toEqual([]);
    expect(await stateOf(watched)).toMatchObject({ last_outcome: 'unchanged', suspect_since: null });
    watched.now += 30 * DAY;
    expect(await watched.feed(...items)).toEqual([]);
  });

  it('of known items writes nothing but when it was looked at', async () => {
    const { watched, items } = await baselined('Qwen3 is out', 'Rain in Hangzhou');
    await using _ = watched;
    const before = await recordsOf(watched);
    expect(await watched.feed(...items)).toEqual([]);
    expect(await recordsOf(watched)).toEqual(before);
  });

  it('one article about two labs is an event for each', async () => {
    const { watched } = await baselined('Rain in Hangzhou');
    await using _ = watched;
    expect(await watched.feed(article('Qwen beats DeepSeek'))).toEqual([
      'added qwen: Qwen beats DeepSeek',
      'added deepseek: Qwen beats DeepSeek',
    ]);
    const jobs = await watched.database.reader.selectFrom('jobs').select('key').orderBy('key').execute();
    expect(jobs.map(({ key }) => key)).toEqual(['deepseek', 'qwen']);
  });
});

describe('an edit', () => {
  it('that says the same is no event, and is stored', async () => {
    const { watched, items } = await baselined('Qwen3 is out');
    await using _ = watched;
    const [item = article('')] = items;
    expect(await watched.feed({ ...item, title: 'Qwen3 is out!', summary: 'At last.' })).toEqual([]);
    expect(JSON.parse((await recordsOf(watched))[0]?.content ?? '')).toMatchObject({
      article: { title: 'Qwen3 is out!' },
    });
  });

  it('that says something else is one, for the lab that it is about', async () => {
    const { watched, items } = await baselined('Qwen3 is out');
    await using _ = watched;
    const [item = article('')] = items;
    expect(await watched.feed({ ...item, title: 'Qwen3.5 is out' })).toEqual([
      'changed qwen: Qwen3.5 is out',
    ]);
    expect(await watched.feed({ ...item, title: 'DeepSeek is out' })).toEqual([
      'added deepseek: DeepSeek is out',
      `removed qwen: ${item.guid}`,
    ]);
    expect(await watched.feed({ ...item, title: 'Nothing is out' })).toEqual([
      `removed deepseek: ${item.guid}`,
    ]);
    expect(await recordsOf(watched)).toMatchObject([{ content: '', name: '' }]);
  });

  it('makes an item about none of the labs one about a lab', async () => {
    const { watched, items } = await baselined('Live blog');
    await using _ = watched;
    expect(await watched.feed({ ...(items[0] ?? article('')), text: 'And now: Qwen4 is out' })).toEqual([
      'added qwen: Live blog',
    ]);
  });
});

describe('what is about none of the labs', () => {
  it('leaves its key and its date, and nothing of its text', async () => {
    await using watched = await startWatched();
    await watched.feed(article('Rain in Hangzhou', { text: 'Take an umbrella.' }));
    const [record] = await recordsOf(watched);
    expect(record).toMatchObject({ content: '', name: '', dated_at: Date.parse('2025-07-01T08:00:00Z') });
    expect(JSON.stringify(record)).not.toMatch(/hangzhou|rain|umbrella/i);
  });
});

it('a title of 100 kB and characters that no database keeps are no trouble, and no news twice', async () => {
  const { watched } = await baselined('Rain in Hangzhou');
  await using _ = watched;
  const hostile = article(`Qwen4 is out\u0000 ${'x'.repeat(100_000)}`, {
    guid: `\uD800\u0000${'g'.repeat(100_000)}`,
    summary: 's'.repeat(100_000),
    text: `${'t'.repeat(100_000)}\uDC00`,
    url: `https://news.example/${'u'.repeat(100_000)}`,
    links: Array.from({ length: 1000 }, (_item, n) => `https://news.example/${n}`),
  });
  expect(await watched.feed(hostile)).toHaveLength(1);
  expect(await watched.feed(hostile)).toEqual([]);
  const longest = Math.max(...(await recordsOf(watched)).map(({ content }) => content.length));
  expect(longest).toBeLessThan(40_000);
});

it('a place on the hubs that nobody watches is noted where an article leads there', async () => {
  const { watched } = await baselined('Rain in Hangzhou');
  await using _ = watched;
  const links = [
    'https://huggingface.co/Nobody-Yet/New-7B',
    'https://huggingface.co/Qwen/Qwen3-8B',
    'https://huggingface.co/papers/2507.00001',
    'https://modelscope.cn/models/elsewhere/Big',
  ];
  const told = article('A model nobody knew', { links });
  await watched.feed(told);
  await watched.feed(told);
  const candidates = await watched.database.reader
    .selectFrom('candidates')
    .selectAll()
    .orderBy('organization')
    .execute();
  expect(candidates.map(({ organization, sightings }) => [organization, sightings])).toEqual([
    ['elsewhere', 1],
    ['nobody-yet', 1],
  ]);
  expect(candidates[1]).toMatchObject({ reason: 'linked', url: told.url, title: 'A model nobody knew' });
});

describe('all paragraphs of a page', () => {
  async function withNotes(): Promise<{ watched: Watched; notes: ReturnType<typeof article>[] }> {
    const watched = await startWatched();
    const notes = ['Qwen4 is out today.', 'We also fixed bugs.', 'Thanks to all.'].map((text, index) =>
      article('', { guid: `paragraph-${index}`, text, url: 'https://news.example/notes' }),
    );
    await watched.page(...notes);
    return { watched, notes };
  }

  it('a paragraph that is gone for a day is removed, if it said something, and no news when it is back', async () => {
    const { watched, notes } = await withNotes();
    await using _ = watched;
    const story: string[] = [];
    for (let hour = 0; hour < 30; hour++) {
      watched.now += HOUR;
      story.push(...(await watched.page(...notes.slice(2))));
    }
    expect(story).toEqual(['removed qwen: paragraph-0']);
    expect(await watched.page(...notes)).toEqual(['changed qwen: ']);
    expect(await watched.page(...notes)).toEqual([]);
  });

  it('an empty page is suspect, and removes nothing', async () => {
    const { watched } = await withNotes();
    await using _ = watched;
    for (let day = 0; day < 4; day++) {
      watched.now += DAY;
      expect(await watched.page()).toEqual([]);
    }
    expect(await stateOf(watched)).toMatchObject({ last_outcome: 'suspect' });
  });
});

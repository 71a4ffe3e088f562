import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { item, pollBody, rss } from './polled-feed.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const raws = readdirSync(FIXTURES).filter((file) => file.includes('.raw.'));

describe('what a feed says', () => {
  it.each(raws)('%s', async (file) => {
    const { observations, salvaged = [] } = await pollBody(readFileSync(join(FIXTURES, file)));
    const expected = join(FIXTURES, file.replace(/\.raw\..*/, '.expected.json'));
    expect({ salvaged, observations }).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});

describe('titles and texts', () => {
  it.each([
    ['AT&amp;amp;T', 'AT&T'],
    ['AT&amp;amp;amp;T', 'AT&T'],
    ['<![CDATA[A <b>bold</b> claim &#8211; really]]>', 'A bold claim – really'],
    ['Qwen3&#8217;s &lt;think&gt; mode', 'Qwen3’s <think> mode'],
    ['a &lt; b and c &gt; d', 'a < b and c > d'],
    ['if x&lt;y and z', 'if x<y and z'],
    ['Deep\u200bSeek\ufeff V3\u202e.1\u00ad', 'DeepSeek V3.1'],
    ['one\n\t two\u3000three\u0085', 'one two three'],
    ['Cafe\u0301', 'Café'],
    ['&lt;p&gt;Kimi&lt;/p&gt;&lt;p&gt;K2&lt;/p&gt;', 'Kimi K2'],
    ['K&lt;sub&gt;2&lt;/sub&gt;', 'K2'],
  ])('%j → %j', async (raw, title) => {
    const { observations } = await pollBody(rss(item(raw)));
    expect(observations[0]?.title).toBe(title);
  });

  it('are cut between characters, long descriptions are texts', async () => {
    const { observations } = await pollBody(
      rss(
        `<item><title>${'😀'.repeat(300)}</title><description>${'龙𠮷'.repeat(20_000)}</description></item>`,
      ),
    );
    const [{ title, summary, text } = { title: '', summary: '', text: '' }] = observations;
    expect([title.length, summary.length, text.length]).toEqual([500, 1999, 19_999]);
    expect([title, summary, text].map((value) => value.isWellFormed())).toEqual([true, true, true]);
  });

  it('links are http addresses, once each, at most 50', async () => {
    const links = Array.from({ length: 80 }, (_, i) => `<a href="/p/${i % 60}#x">x</a>`).join('');
    const hostile =
      '<a href="javascript:1">x</a><a href="data:text/html,x">y</a><a href="#top">z</a><a href="http://">w</a>';
    const { observations } = await pollBody(
      rss(item('A', `<description><![CDATA[${hostile}${links}]]></description>`)),
    );
    expect(observations[0]?.links).toEqual(
      Array.from({ length: 50 }, (_, i) => `https://news.example.org/p/${i}`),
    );
  });
});

describe('identity', () => {
  it('gives an article once, the later of two', async () => {
    const twice = (title: string, day: number) =>
      `<item><guid isPermaLink="false">g</guid><link>https://a.example/1</link><title>${title}</title><pubDate>${day} Jul 2025 00:00:00 GMT</pubDate></item>`;
    const { observations } = await pollBody(rss(twice('early', 1) + twice('late', 3) + twice('middle', 2)));
    expect(observations.map(({ title }) => title)).toEqual(['late']);
  });

  it('takes no guid that different items share', async () => {
    const shared = (title: string) =>
      item(title, '<guid isPermaLink="false">https://news.example.org/</guid>');
    const { observations } = await pollBody(rss(shared('A') + shared('B') + shared('C')));
    expect(observations.map(({ guid, title }) => [guid, title])).toEqual([
      [null, 'A'],
      [null, 'B'],
      [null, 'C'],
    ]);
  });

  it('has none where there is none, and then some words', async () => {
    const { observations } = await pollBody(
      rss('<item><guid/><description>Only words here</description></item>'),
    );
    expect(observations).toMatchObject([
      { guid: null, url: null, title: 'Only words here', publishedAt: null },
    ]);
  });

  it('takes no guid that is as long as a text', async () => {
    const { observations } = await pollBody(
      rss(item('A', `<guid isPermaLink="false">${'g'.repeat(2000)}</guid>`)),
    );
    expect(observations[0]?.guid).toBeNull();
  });
});

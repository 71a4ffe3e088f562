import { describe, expect, it } from 'vitest';
import { startServer } from '../../http/local-server.ts';
import { item, pollBody, rss } from './polled-feed.ts';

const AFTER = item('After it');

describe('a hostile feed', () => {
  it('has no entity of its own resolved, and nothing fetched for it', async () => {
    await using stranger = await startServer((_request, response) => response.end('secret'));
    const bomb = Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};&a${i};">`).join('');
    const type = `<!DOCTYPE rss [<!ENTITY a0 "lol">${bomb}<!ENTITY x SYSTEM "${stranger.url}/x"><!ENTITY f SYSTEM "file:///etc/passwd">]>`;
    const body = rss(item('A', '<description>&a30; &x; &f;</description>')).replace('?>', `?>${type}`);
    const { observations } = await pollBody(body);
    expect(observations).toMatchObject([{ title: 'A', summary: '&a30; &x; &f;' }]);
    expect(stranger.requests).toHaveLength(0);
  });

  it('with ten thousand items gives the newest thousand, in its order', async () => {
    const items = Array.from({ length: 10_000 }, (_, i) =>
      item(`No ${i}`, `<pubDate>${new Date(Date.UTC(2024, 0, 1) + i * 60_000).toUTCString()}</pubDate>`),
    );
    const { observations, salvaged } = await pollBody(rss(items.join('')));
    expect(observations).toHaveLength(1000);
    expect([observations[0]?.title, observations.at(-1)?.title]).toEqual(['No 9000', 'No 9999']);
    expect(salvaged).toEqual(['more items than are read: the newest were taken']);
  });

  it.each<[string, string, string]>([
    ['a title of 100 kB', item('x'.repeat(100_000)), 'x'.repeat(500)],
    [
      'elements that nobody closed',
      `<item><title>A</title><odd><link>https://a.example</link></item>${AFTER}`,
      'A',
    ],
    ['an item that nobody closed', `<item><title>A</title>${AFTER}`, 'A'],
    ['names that JavaScript reserves', `<item><title>A</title><__proto__>x</__proto__></item>${AFTER}`, 'A'],
    [
      'a few hundred levels',
      `<item><title>A</title>${'<x>'.repeat(400)}${'</x>'.repeat(400)}</item>${AFTER}`,
      'A',
    ],
    [
      'a broken item of half a million pieces',
      `<item><title>A</title><odd><description>${'<b>x</b>'.repeat(200_000)}</description></item>${AFTER}`,
      'A',
    ],
    // Read as a name, this would take minutes.
    [
      'an author of brackets',
      `<item><title>A</title><author>${'('.repeat(500_000)}</author></item>${AFTER}`,
      'A',
    ],
    [
      'the same in capitals',
      `<item><title>A</title><AUTHOR>${'['.repeat(500_000)}</AUTHOR></item>${AFTER}`,
      'A',
    ],
    [
      'half a million tags in a text',
      `<item><title>A</title><description><![CDATA[${'<b>'.repeat(500_000)}]]></description></item>${AFTER}`,
      'A',
    ],
  ])('%s', async (_name, items, title) => {
    const { observations } = await pollBody(rss(items));
    expect(observations[0]?.title).toBe(title);
    expect(observations).toHaveLength(items.includes(AFTER) ? 2 : 1);
  });

  it('nested without end is refused', async () => {
    await expect(pollBody(rss('<x>'.repeat(300_000)))).rejects.toMatchObject({ code: 'upstream-shape' });
  });

  it('has no address of another kind', async () => {
    const link = '<item><title>A</title><link>javascript:alert(1)</link><guid>data:text/html,x</guid></item>';
    const { observations } = await pollBody(rss(link));
    expect(observations).toMatchObject([{ url: null, guid: 'data:text/html,x' }]);
  });
});

import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeRepo } from '../../../src/demo/make-repo.ts';
import { feedLinks } from '../../../src/web/feeds/feed-links.ts';
import { MINUTE } from '../../pipeline/rig.ts';
import { type Served, startServed } from '../api/served.ts';

let served: Served;
beforeAll(async () => {
  served = await startServed();
});
afterAll(() => served[Symbol.asyncDispose]());

async function text(path: string, from = served): Promise<string> {
  const answer = await from.ask(`/feeds/${path}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.text;
}

const titlesOf = async (path: string) =>
  parseAtomFeed(await text(path)).entries?.map(({ title }) => title?.value) ?? [];

describe('feeds of releases', () => {
  it('show what was released, newest first, in three formats', async () => {
    const rss = parseRssFeed(await text('releases.rss'));
    const atom = parseAtomFeed(await text('releases.atom'));
    const json = parseJsonFeed(await text('releases.json'));
    const title = 'Zhipu AI released GLM-4.5';
    const url = 'https://huggingface.co/zai-org/GLM-4.5';
    const id = json.items?.find((item) => item.title === title)?.id;
    expect(id).toMatch(/^urn:uuid:/);
    expect(rss.items?.find((item) => item.title === title)).toMatchObject({ link: url, guid: { value: id } });
    expect(atom.entries?.find((entry) => entry.id === id)).toMatchObject({ links: [{ href: url }] });
    expect(json.items?.find((item) => item.title === title)).toMatchObject({ url });
    const times = json.items?.map((item) => Date.parse(String(item.date_published))) ?? [];
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual([...times].sort((left, right) => right - left));
    expect(json).toMatchObject({
      feed_url: `${served.url}/feeds/releases.json`,
      home_page_url: `${served.url}/`,
      title: 'Language models of Chinese labs',
    });
  });

  it('are sent as what they are', async () => {
    for (const [format, type] of [
      ['rss', 'application/rss+xml'],
      ['atom', 'application/atom+xml'],
      ['json', 'application/feed+json'],
    ] as const) {
      const answer = await served.ask(`/feeds/releases.${format}`);
      expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    }
  });

  it('are of a lab, and of whatever a list may be asked for', async () => {
    const ofZhipu = await titlesOf('labs/zhipu.atom');
    expect(ofZhipu.length).toBeGreaterThan(2);
    expect(ofZhipu.filter((title) => !title?.startsWith('Zhipu AI'))).toEqual([]);
    expect(await titlesOf('releases.atom?lab=zhipu')).toEqual(ofZhipu);
    expect(await titlesOf('releases.atom?text=GLM-4.5&lab=zhipu&order=name&plans=only')).toEqual([
      'Zhipu AI released GLM-4.5',
    ]);
    const json = parseJsonFeed(await text('releases.json?kind=llm&lab=zhipu&lang=zh-CN'));
    expect(json.feed_url).toBe(`${served.url}/feeds/releases.json?lab=zhipu&kind=llm&lang=zh-CN`);
    expect(json.items?.map(({ title }) => title)).toContain('智谱发布 GLM-4.5');
    expect(json.title).toContain('lab=zhipu');
  });

  it('have an identity of their own each', async () => {
    const paths = ['releases.atom', 'labs/zhipu.atom', 'releases.atom?kind=llm', 'releases.atom?kind=vlm'];
    const ids = await Promise.all(paths.map(async (path) => parseAtomFeed(await text(path)).id));
    expect(new Set(ids).size).toBe(paths.length);
  });

  it('refuse what cannot be understood', async () => {
    for (const [path, status] of [
      ['releases.atom?lab=nobody', 400],
      ['releases.atom?licence=mit', 400],
      ['releases.atom?lang=fr', 400],
      ['labs/nobody.rss', 404],
      ['labs/zhipu.txt', 404],
      ['releases', 404],
      ['', 404],
    ] as const) {
      const answer = await served.ask(`/feeds/${path}`);
      expect(answer.status, path).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('are not sent again while nothing has changed', async () => {
    const first = await served.ask('/feeds/releases.rss');
    const init = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } };
    expect((await served.ask('/feeds/releases.rss', init)).status).toBe(304);
    served.rig.advance(MINUTE);
    await served.rig.refresh();
    expect((await served.ask('/feeds/releases.rss', init)).status).toBe(304);
    served.rig.hub.add(
      makeRepo({ name: 'zai-org/GLM-7', made: new Date(served.rig.clock.now()).toISOString() }),
    );
    served.rig.advance(MINUTE);
    await served.rig.refresh();
    const again = await served.ask('/feeds/releases.rss', init);
    expect(again.status).toBe(200);
    expect(parseRssFeed(again.text).items?.[0]?.title).toBe('Zhipu AI released GLM-7');
  });

  it('hold no markup of strangers', async () => {
    const rss = parseRssFeed(await text('releases.rss?kind=all'));
    const atom = parseAtomFeed(await text('releases.atom?kind=all'));
    const json = parseJsonFeed(await text('releases.json?kind=all'));
    const markup = [
      ...(rss.items ?? []).flatMap((item) => [item.title ?? '', item.description ?? '']),
      ...(atom.entries ?? []).map((entry) => entry.content?.value ?? ''),
      ...(json.items ?? []).map((item) => item.content_html ?? ''),
    ].join('\n');
    expect(markup).toContain('alert(1)');
    expect(markup).toContain('&lt;script&gt;');
    expect(markup).not.toContain('<script');
    expect(atom.entries?.map(({ title }) => title?.type)).not.toContain('html');
    for (const everything of [rss, atom, json]) expect(JSON.stringify(everything)).not.toContain('\u202e');
  });
});

describe('where feeds are found', () => {
  it('is the public address, and the hub is named, where that is configured', async () => {
    const web = {
      publicUrl: 'https://models.example.org',
      websubHub: 'https://hub.example.org/',
      reading: 'open',
    } as const;
    const public_ = await startServed({ web });
    onTestFinished(() => public_[Symbol.asyncDispose]());
    const self = 'https://models.example.org/feeds/labs/zhipu';
    const atom = parseAtomFeed(await text('labs/zhipu.atom', public_));
    expect(atom.links).toMatchObject([
      { href: `${self}.atom`, rel: 'self' },
      { href: 'https://hub.example.org/', rel: 'hub' },
    ]);
    expect(parseRssFeed(await text('labs/zhipu.rss', public_)).atom?.links).toMatchObject([
      { href: `${self}.rss`, rel: 'self' },
      { href: 'https://hub.example.org/', rel: 'hub' },
    ]);
    expect(parseJsonFeed(await text('labs/zhipu.json', public_)).hubs).toEqual([
      { type: 'WebSub', url: 'https://hub.example.org/' },
    ]);
    const answer = await public_.ask('/feeds/labs/zhipu.rss');
    expect(answer.headers.get('link')).toBe(
      `<https://hub.example.org/>; rel="hub", <${self}.rss>; rel="self"`,
    );
  });

  it('is said to browsers by the pages', () => {
    const links = String(
      feedLinks({ lab: null, asked: { text: '"><script>', kind: 'llm' }, language: 'en' }, 'A "title" <b>'),
    );
    expect(links.match(/<link /g)).toHaveLength(3);
    expect(links).toContain(
      '<link rel="alternate" type="application/atom+xml" title="A &quot;title&quot; &lt;b&gt;" href="/feeds/releases.atom?kind=llm&amp;text=%22%3E%3Cscript%3E">',
    );
  });
});

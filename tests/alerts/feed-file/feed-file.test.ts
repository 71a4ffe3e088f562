import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { feedFileChannelFrom } from '../../../src/alerts/feed-file/from-config.ts';
import { createChannel } from '../../../src/alerts/registry.ts';
import { contextOf, createTestClient } from '../channel-conformance.ts';
import { hostileContent, unsafeCharacters } from '../hostile-content.ts';
import { extension, newRelease, samples, withoutRelease } from '../sample-contents.ts';
import { subjects } from '../subjects.ts';

const http = createTestClient();
afterAll(() => http.close());

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-feeds-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function channelIn(folder: string, keep = 50) {
  const base_url = 'https://example.org/feeds';
  return feedFileChannelFrom({ id: 'feeds', kind: 'feed-file', folder, base_url, keep });
}

async function put(folder: string, content = newRelease, key = 'msg_1', keep = 50) {
  const channel = channelIn(folder, keep);
  return await channel.send(channel.render(content), { ...contextOf(http), idempotencyKey: key });
}

function read(folder: string, name: string) {
  const text = (format: string) => readFileSync(join(folder, `${name}.${format}`), 'utf8');
  return {
    rss: parseRssFeed(text('rss')),
    atom: parseAtomFeed(text('atom')),
    json: parseJsonFeed(text('json')),
    text: ['rss', 'atom', 'json'].map(text).join('\n'),
  };
}

it('writes the feed of everything and that of the lab in all three formats', async () => {
  const folder = temporaryFolder();
  expect(await put(folder)).toMatchObject({ kind: 'sent', messageId: expect.stringMatching(/^urn:uuid:/) });
  const visible = readdirSync(folder).filter((name) => !name.startsWith('.'));
  expect(visible).toEqual(
    ['all', 'lab-zhipu'].flatMap((name) => ['atom', 'json', 'rss'].map((format) => `${name}.${format}`)),
  );
  for (const name of ['all', 'lab-zhipu']) {
    const { rss, atom, json } = read(folder, name);
    const title = 'Zhipu AI released GLM-4.5';
    const url = 'https://huggingface.co/zai-org/GLM-4.5';
    const id = json.items?.[0]?.id;
    expect(rss.items).toMatchObject([{ title, link: url, guid: { value: id, isPermaLink: false } }]);
    expect(atom.entries).toMatchObject([{ id, title: { value: title }, links: [{ href: url }] }]);
    expect(json.items).toMatchObject([{ id, url, title }]);
    expect(json.items?.[0]?.content_html).toBe(atom.entries?.[0]?.content?.value);
    expect(json.feed_url).toBe(`https://example.org/feeds/${name}.json`);
    expect(atom.id).toMatch(/^urn:uuid:/);
    expect(atom.xml?.lang).toBe('en');
    expect(atom.updated).toBe('2025-07-28T09:02:11.000Z');
  }
});

it('shows a repeat once, and an amended entry in its place', async () => {
  const folder = temporaryFolder();
  await put(folder);
  const before = read(folder, 'all');
  const sent = await put(folder);
  expect(read(folder, 'all')).toEqual(before);

  const channel = channelIn(folder);
  if (sent.kind !== 'sent' || sent.messageId === undefined) throw new Error('not sent');
  await channel.edit?.(sent.messageId, channel.render(extension), contextOf(http));
  const { json } = read(folder, 'all');
  expect(json.items).toMatchObject([
    {
      id: sent.messageId,
      title: 'Zhipu AI added GLM-4.5-Air to GLM-4.5',
      date_published: '2025-07-28T09:02:11.000Z',
      date_modified: '2025-08-04T22:40:00.000Z',
    },
  ]);
});

it('shows the newest first, as many as it keeps', async () => {
  const folder = temporaryFolder();
  for (const hour of [3, 1, 4, 2]) {
    const alert = {
      ...newRelease.alert,
      createdAt: `2025-07-28T0${hour}:00:00.000Z`,
      title: `Number ${hour}`,
    };
    await put(folder, { ...newRelease, alert }, `msg_${hour}`, 3);
  }
  const { rss, atom, json } = read(folder, 'lab-zhipu');
  for (const items of [rss.items, json.items])
    expect(items?.map(({ title }) => title)).toEqual(['Number 4', 'Number 3', 'Number 2']);
  expect(atom.entries?.map(({ title }) => title?.value)).toEqual(['Number 4', 'Number 3', 'Number 2']);
  expect(readdirSync(join(folder, '.entries', 'all'))).toHaveLength(3);
});

it('loses nothing where many write at once', async () => {
  const folder = temporaryFolder();
  const keys = Array.from({ length: 12 }, (_, index) => `msg_${index}`);
  const outcomes = await Promise.all(keys.map((key) => put(folder, newRelease, key)));
  expect(outcomes.map(({ kind }) => kind)).toEqual(keys.map(() => 'sent'));
  expect(read(folder, 'all').json.items).toHaveLength(12);
  expect(read(folder, 'lab-zhipu').atom.entries).toHaveLength(12);
  expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual(
    [],
  );
});

it.each(Object.entries({ ...samples, hostile: hostileContent }))(
  '%s stays text in every format',
  async (_, content) => {
    const folder = temporaryFolder();
    await put(folder, content);
    const { rss, atom, json, text } = read(folder, 'all');
    expect(text).not.toMatch(unsafeCharacters);
    for (const html of [
      rss.items?.[0]?.description,
      atom.entries?.[0]?.content?.value,
      json.items?.[0]?.content_html,
    ]) {
      const tags = [...(html ?? '').matchAll(/<(\/?[a-z]+)/g)].map(([, tag]) => tag?.replace('/', ''));
      expect(tags.filter((tag) => !['p', 'strong', 'br', 'a'].includes(tag ?? ''))).toEqual([]);
      for (const [, href] of (html ?? '').matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https?:\/\//);
    }
    expect(rss.items?.[0]?.title).not.toMatch(/[<>]/);
  },
);

it('writes nowhere else, whatever a lab is called', async () => {
  const folder = temporaryFolder();
  for (const lab of ['../../evil', 'a/b', '..', 'x'.repeat(300)]) {
    const { release } = newRelease;
    if (release === undefined) throw new Error('a release was expected');
    await put(folder, { ...newRelease, release: { ...release, lab } });
  }
  await put(folder, withoutRelease, 'msg_2');
  expect(readdirSync(folder)).toEqual(['.entries', 'all.atom', 'all.json', 'all.rss']);
});

it('passes over what is no entry, and says what is wrong with the folder', async () => {
  const folder = temporaryFolder();
  await put(folder);
  writeFileSync(join(folder, '.entries', 'all', 'broken.json'), '{"id":');
  await put(folder, newRelease, 'msg_2');
  expect(read(folder, 'all').json.items).toHaveLength(2);
  const file = join(folder, 'all.rss');
  expect(await put(join(file, 'below'))).toMatchObject({
    kind: 'retry',
    code: 'file',
    message: expect.stringContaining('ENOTDIR'),
  });
});

it('says in which language it is, for everything and for the lab', async () => {
  const folder = temporaryFolder();
  const config = {
    id: 'zh',
    kind: 'feed-file',
    folder,
    language: 'zh-CN',
    timezone: 'Asia/Shanghai',
  } as const;
  const channel = createChannel(config, { console: { write: () => {}, color: false, width: 80 } });
  await channel.send(channel.render(subjects.new), contextOf(http));
  for (const name of ['all', 'lab-zhipu']) {
    const { rss, atom, json } = read(folder, name);
    expect(rss).toMatchObject({ language: 'zh-CN', items: [{ title: '智谱发布 GLM-4.5' }] });
    expect(json).toMatchObject({ language: 'zh-CN', items: [{ title: '智谱发布 GLM-4.5' }] });
    expect(atom.title?.value).toBe(name === 'all' ? '中国大模型发布动态' : '中国大模型发布动态：智谱');
  }
});

import { afterEach, describe, expect, it } from 'vitest';
import { type HubServer, startHubServer } from '../../src/demo/hub-server.ts';
import { makeRepo } from '../../src/demo/make-repo.ts';
import { demoWorld, letHappen } from '../../src/demo/world.ts';
import { openPlaces } from '../../src/demo/world-places.ts';
import { askJson } from './hub-client.ts';

let server: HubServer | undefined;
afterEach(() => server?.close());

describe('the world of the demo', () => {
  const world = demoWorld();
  const happenings = world.days.flatMap((day) => day.happenings);
  const everything = [...world.baseline, ...happenings.flatMap((happening) => happening.appear)];

  it('names every repo once, under an id that holds its second of creation', () => {
    expect(new Set(everything.map((repo) => repo.id.toLowerCase())).size).toBe(everything.length);
    expect(new Set(everything.map((repo) => repo._id)).size).toBe(everything.length);
    for (const repo of everything) {
      expect(repo._id).toMatch(/^[0-9a-f]{24}$/);
      expect(repo.sha).toMatch(/^[0-9a-f]{40}$/);
      expect(Number.parseInt(repo._id.slice(0, 8), 16) * 1000).toBe(Date.parse(repo.createdAt));
      expect(Object.keys(world.organizations)).toContain(repo.author);
    }
  });

  it('begins with what was there on its first day', () => {
    expect(world.baseline.length).toBeGreaterThan(60);
    for (const repo of world.baseline) expect(repo.createdAt < world.from).toBe(true);
  });

  it('goes forward, and shows nothing before it was made', () => {
    const days = world.days.map(({ day }) => day);
    expect(days).toEqual([...days].sort());
    for (const { at, appear } of happenings) {
      expect(at > world.from).toBe(true);
      for (const repo of appear) expect(repo.createdAt <= at && repo.publicFrom === at).toBe(true);
    }
  });

  it('is the same whenever it is made', () => {
    expect(demoWorld()).toEqual(world);
  });

  it('has each release begin once, and repos join only what has begun', () => {
    const begun = happenings
      .filter(({ meaning }) => meaning === 'new-release' || meaning === 'available')
      .map(({ release }) => release);
    expect(new Set(begun).size).toBe(begun.length);
    for (const { meaning, release } of happenings) {
      if (meaning === 'joins' || meaning === 'spoken-of' || meaning === 'copy')
        expect(begun).toContain(release);
    }
    for (const plan of world.plans) expect(begun).toContain(plan.release);
  });

  it('says what is only said of nothing that comes', () => {
    const named = happenings.map(({ release }) => release);
    for (const name of world.onlySaid) expect(named).not.toContain(name);
    for (const { meaning, release, published } of happenings) {
      if (meaning !== 'rumour' && meaning !== 'vandalism' && meaning !== 'unrelated') continue;
      expect(release).toBeNull();
      expect(published).not.toBeNull();
    }
  });

  it('publishes elsewhere what comes after the first day, and not before', async () => {
    await using places = await openPlaces(world.listed, Date.parse(world.from));
    const read = async () => ({
      feed: await (await fetch(`${places.feeds.url}/gazette.xml`)).text(),
      wiki: await (await fetch(`${places.wiki.url}/w/api.php?action=parse&oldid=1290000001`)).text(),
      models: await (await fetch(`${places.pages.url}/api/v1/models`)).text(),
    });
    const before = await read();
    expect(before.feed).not.toContain('Kimi');
    expect(before.wiki).not.toContain('Kimi K2');
    expect(before.models).not.toContain('qwen3-max');
    for (const { at, published } of happenings)
      if (published !== null) places.publish(published, Date.parse(at));
    const after = await read();
    expect(after.feed).toContain('Fri, 11 Jul 2025 17:10:00 GMT');
    expect(after.models).toContain('qwen3-max');
    const revisions = [1_290_000_001, 1_300_000_001, 1_300_000_002, 1_300_000_003];
    const pages = await Promise.all(
      revisions.map(async (id) =>
        (await fetch(`${places.wiki.url}/w/api.php?action=parse&oldid=${id}`)).text(),
      ),
    );
    expect(pages.map((page) => page.includes('Kimi K2'))).toEqual([false, true, true, true]);
    expect(pages.map((page) => page.includes('Kimi K9'))).toEqual([false, false, true, false]);
  });

  it('moves a server through its days', async () => {
    server = await startHubServer({ repos: world.baseline, organizations: world.organizations });
    const listed = async (author: string) =>
      (await askJson(`${server?.url}/api/models?author=${author}`)) as {
        id: string;
        lastModified?: string;
      }[];
    server.setNow(Date.parse(world.from));
    expect(await listed('baidu')).toEqual([]);
    for (const happening of happenings) {
      const author = happening.appear[0]?.author ?? 'Qwen';
      const before = await listed(author);
      letHappen(server, happening);
      server.setNow(Date.parse(happening.at));
      expect(await listed(author)).toHaveLength(before.length + happening.appear.length);
    }
    expect(await listed('baidu')).toHaveLength(17);
    expect(await askJson(`${server.url}/api/models/Qwen/Qwen3-8B`)).toMatchObject({
      lastModified: '2025-07-26T03:49:13.000Z',
    });
  });
});

it('makes the wire object from few facts', () => {
  const repo = makeRepo({
    name: 'Qwen/Qwen3-14B-AWQ',
    made: '2025-05-01T08:03:00Z',
    architecture: 'qwen3',
    license: 'apache-2.0',
    tags: ['4-bit', 'awq'],
    from: ['quantized', 'Qwen/Qwen3-14B'],
    weights: { I32: 10, F16: 5 },
  });
  expect(repo).toMatchObject({
    _id: expect.stringMatching(/^68132ab4/),
    author: 'Qwen',
    createdAt: '2025-05-01T08:03:00.000Z',
    pipeline_tag: 'text-generation',
    library_name: 'transformers',
    safetensors: { parameters: { I32: 10, F16: 5 }, total: 15 },
    baseModels: { relation: 'quantized', models: [{ id: 'Qwen/Qwen3-14B' }] },
    cardData: { license: 'apache-2.0', base_model: ['Qwen/Qwen3-14B'] },
  });
  expect(repo.tags).toEqual([
    'transformers',
    'safetensors',
    'qwen3',
    'text-generation',
    '4-bit',
    'awq',
    'base_model:Qwen/Qwen3-14B',
    'base_model:quantized:Qwen/Qwen3-14B',
    'license:apache-2.0',
    'endpoints_compatible',
    'region:us',
  ]);
});

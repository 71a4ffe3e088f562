import { describe, expect, it } from 'vitest';
import { model } from '../pipeline/models.ts';
import { type Site, startSite } from './site.ts';

const ORGS = ['Qwen', 'zai-org', 'deepseek-ai'];

/** A day apart each, those of Qwen an hour later, so that their order is known. */
function releasesOf(org: string, count: number) {
  return Array.from({ length: count }, (_, index) =>
    model(`${org}/${org === 'Qwen' ? 'Qwen' : 'GLM'}${index + 10}-${index + 1}B`, {
      made: new Date(Date.UTC(2025, 0, 1 + index, org === 'Qwen' ? 8 : 7)).toISOString(),
      license: index % 2 === 0 ? 'apache-2.0' : 'mit',
      weights: { BF16: (index + 1) * 1_000_000_000 },
    }),
  );
}

async function filled(count = 5): Promise<Site> {
  const site = await startSite({
    orgs: ORGS,
    repos: [...releasesOf('Qwen', count), ...releasesOf('zai-org', 2)],
  });
  await site.rig.refresh();
  return site;
}

function namesIn(page: string): string[] {
  return [...page.matchAll(/href="\/releases\/[^"]+">([^<]+)<\/a>/g)].map(([, name]) => name ?? '');
}

function linkIn(page: string, rel: 'next' | 'prev'): string | null {
  const href = new RegExp(`<a href="([^"]+)" rel="${rel}"`).exec(page)?.[1];
  return href === undefined ? null : href.replaceAll('&amp;', '&');
}

/** None of these cells holds a comma or a quote. */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.trimEnd().split('\r\n');
  const columns = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, index) => [columns[index], cell])),
  );
}

describe('Latest', () => {
  it('shows releases under their days, newest first, with their facts', async () => {
    const site = await filled();
    const { status, text } = await site.get('/');
    expect(status).toBe(200);
    expect(namesIn(text)).toEqual(['Qwen14', 'Qwen13', 'Qwen12', 'Qwen11', 'GLM11', 'Qwen10', 'GLM10']);
    expect([...text.matchAll(/<h2><time datetime="([^"]+)">/g)].map(([, day]) => day)).toEqual([
      '2025-01-05',
      '2025-01-04',
      '2025-01-03',
      '2025-01-02',
      '2025-01-01',
    ]);
    expect(text).toContain('5B · Apache 2.0 · 1 repo');
    expect(text).toContain('1 source');
  });

  it.each([
    ['/?lab=qwen', ['Qwen14', 'Qwen13', 'Qwen12', 'Qwen11', 'Qwen10']],
    ['/?lab=zhipu,qwen&parameters=2B..3B', ['Qwen12', 'Qwen11', 'GLM11']],
    ['/?license=mit&license=&lab=qwen', ['Qwen13', 'Qwen11']],
    ['/?text=glm1', ['GLM11', 'GLM10']],
    ['/?since=2025-01-04', ['Qwen14', 'Qwen13']],
    ['/?until=2025-01-02', ['Qwen10', 'GLM10']],
    ['/?kind=vlm', []],
  ])('%s', async (path, names) => {
    const site = await filled();
    const { text } = await site.get(path);
    expect(namesIn(text)).toEqual(names);
  });

  it('keeps in its form what was asked, also what the form does not offer', async () => {
    const site = await filled();
    const { text } = await site.get('/?lab=qwen&parameters=1B..2B&status=open-weights&text=Qwen');
    expect(text).toContain('<option value="qwen" selected>');
    expect(text).toContain('<option value="1B..2B" selected>');
    expect(text).toContain('<input type="hidden" name="status" value="open-weights">');
    expect(text).toContain('name="text" type="search" value="Qwen"');
    expect(text).toContain('<details open>');
  });

  it('says what it does not understand, and shows the rest', async () => {
    const site = await filled();
    const { status, text } = await site.get('/?lab=qwem&parameters=many&since=then');
    expect(status).toBe(200);
    expect(text).toContain('There is no lab “qwem”. Did you mean “qwen”?');
    expect(text).toContain('“many” is no amount');
    expect(text).toContain('“then” is no date');
    expect(namesIn(text)).toHaveLength(7);
  });

  it('says what to do where nothing fits, and where nothing was seen yet', async () => {
    const site = await startSite({ orgs: ORGS });
    expect((await site.get('/?lab=qwen')).text).toContain('No release fits');
    expect((await site.get('/')).text).toContain('Nothing was seen yet');
  });

  it('pages through all of them, each once, forwards and back', async () => {
    const site = await filled(95);
    const seen: string[] = [];
    let path: string | null = '/?lab=qwen&lang=en';
    let last = '';
    while (path !== null) {
      last = (await site.get(path)).text;
      seen.push(...namesIn(last));
      path = linkIn(last, 'next');
      expect(path ?? '').not.toContain('lang=');
    }
    expect(seen).toHaveLength(95);
    expect(new Set(seen).size).toBe(95);
    const back = await site.get(linkIn(last, 'prev') ?? '');
    expect(namesIn(back.text)).toEqual(seen.slice(40, 80));
  });

  it('shows the first page where a page of another list is asked for', async () => {
    const site = await filled(60);
    const next = linkIn((await site.get('/?lab=qwen')).text, 'next') ?? '';
    const cursor = new URLSearchParams(next.slice(2)).get('cursor') ?? '';
    for (const strange of [cursor, 'nonsense', 'x'.repeat(3000)]) {
      const answer = await site.get(`/?lab=qwen&kind=all&cursor=${strange}`);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('belongs to another list');
      expect(namesIn(answer.text)[0]).toBe('Qwen69');
    }
  });

  it('leads readers of feeds to the same list', async () => {
    const site = await filled();
    const { text } = await site.get('/?lab=qwen&kind=llm');
    expect(text).toMatch(
      /<link rel="alternate" type="application\/atom\+xml"[^>]*href="\/feeds\/releases\.atom\?[^"]*lab=qwen/,
    );
  });
});

describe('Catalog', () => {
  it('is sorted by what its address says, and says so', async () => {
    const site = await filled();
    const { text } = await site.get('/catalog?order=-parameters&lab=qwen');
    expect(namesIn(text)).toEqual(['Qwen14', 'Qwen13', 'Qwen12', 'Qwen11', 'Qwen10']);
    expect(text).toMatch(
      /<th scope="col" class="number" aria-sort="descending"><a href="\/catalog\?order=parameters&amp;lab=qwen"/,
    );
    expect(text.match(/aria-sort/g)).toHaveLength(1);
    const ascending = await site.get('/catalog?order=parameters&lab=qwen');
    expect(namesIn(ascending.text)).toEqual(['Qwen10', 'Qwen11', 'Qwen12', 'Qwen13', 'Qwen14']);
  });

  it('gives as CSV and JSON exactly what is shown, all pages of it', async () => {
    const site = await filled(60);
    const query = 'order=name&lab=qwen&license=mit';
    const { text } = await site.get(`/catalog?${query}`);
    const shown = namesIn(text);
    const csvLink = /href="(\/catalog\.csv\?[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const csv = await site.get(csvLink);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="modelwatch-catalog.csv"');
    const rows = rowsOf(csv.text);
    expect(rows.map(({ release }) => release)).toEqual(shown);
    expect(rows[0]).toMatchObject({
      release: 'Qwen11',
      lab: 'qwen',
      license: 'mit',
      total_parameters: '2000000000',
    });
    const json = JSON.parse((await site.get(`/catalog.json?${query}`)).text) as { release: string }[];
    expect(json.map(({ release }) => release)).toEqual(shown);

    const all = JSON.parse((await site.get('/catalog.json?order=name')).text) as { release: string }[];
    expect(all).toHaveLength(62);
    expect(JSON.parse((await site.get('/catalog.json?text=nothing-like-it')).text)).toEqual([]);
  });
});

describe('every page', () => {
  it('is sent compressed to who understands it, and is small', async () => {
    const site = await filled(95);
    for (const [encoding, path] of [
      ['br', '/'],
      ['gzip', '/catalog'],
    ] as const) {
      const response = await fetch(site.url + path, { headers: { 'accept-encoding': encoding } });
      expect(response.headers.get('content-encoding')).toBe(encoding);
      expect(response.headers.get('vary')).toBe('Accept-Language, Cookie, Accept-Encoding');
      expect(Number(response.headers.get('content-length'))).toBeLessThan(15_000);
      expect(await response.text()).toContain('</html>');
    }
  });

  it('is written in the language that its reader asks for, and stays in it', async () => {
    const site = await filled();
    const chinese = await site.get('/', { 'accept-language': 'fr;q=0.9, zh-TW;q=0.8, en;q=0.5' });
    expect(chinese.text).toContain('<html lang="zh-CN">');
    expect(chinese.text).toContain('最新发布');
    const chosen = await site.get('/?lang=zh-CN', { 'accept-language': 'en' });
    expect(chosen.text).toContain('<html lang="zh-CN">');
    const cookie = chosen.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await site.get('/catalog', { cookie, 'accept-language': 'en' })).text).toContain(
      '<html lang="zh-CN">',
    );
    expect((await site.get('/', { 'accept-language': 'zh;q=0, en' })).text).toContain('<html lang="en">');
  });

  it('says nothing in English on a Chinese page but names, and the other way round', async () => {
    const site = await filled();
    for (const path of ['/', '/catalog', '/labs', '/sources', '/alerts', '/alerts/preview', '/nowhere']) {
      const { text } = await site.get(`${path}?lang=zh-CN`);
      expect(text).not.toMatch(/\b(?:The|Nothing|Releases|Filters|Source|Show|Page)\b/);
      const english = (await site.get(`${path}?lang=en`)).text.replaceAll(
        /<[^>]*lang="zh-CN"[^>]*>[^<]*/g,
        '',
      );
      expect(english.replaceAll(/<main[\s\S]*?<\/h1>/g, '')).not.toMatch(/[，。：；]/);
    }
  });
});

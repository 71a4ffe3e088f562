import { gzipSync } from 'node:zlib';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';

import { model } from '../../pipeline/models.ts';
import { HOUR } from '../../pipeline/rig.ts';
import { type Site, startSite } from '../site.ts';

type Repo = ReturnType<typeof model>;

const REPOS: Repo[] = [
  model('deepseek-ai/DeepSeek-V3', { made: '2024-12-26T00:00:00Z' }),
  model('deepseek-ai/DeepSeek-R1', { made: '2025-01-20T00:00:00Z' }),
  model('Qwen/Qwen3-8B', { made: '2025-04-28T00:00:00Z' }),
  model('Qwen/Qwen3-235B-A22B', { made: '2025-04-28T00:00:00Z' }),
  model('moonshotai/Kimi-K2-Instruct', { made: '2025-07-11T00:00:00Z' }),
];

async function filledSite(repos: readonly Repo[] = REPOS): Promise<Site> {
  const site = await startSite({
    orgs: ['deepseek-ai', 'Qwen', 'moonshotai'],
    repos,
    from: '2025-08-01T09:00:00Z',
  });
  await site.rig.refresh();
  return site;
}

describe('the page of charts', () => {
  it('draws each chart with a name, a description and a table of the same numbers', async () => {
    const site = await filledSite();
    const { status, text } = await site.get('/charts');
    expect(status).toBe(200);
    const page = load(text);
    expect(
      page('section.chart h2')
        .toArray()
        .map((heading) => page(heading).attr('id')),
    ).toEqual(['releases', 'openness', 'parameters', 'context', 'licences', 'delays']);
    for (const drawing of page('.drawing > svg').toArray()) {
      const named = (page(drawing).attr('aria-labelledby') ?? '').split(' ');
      expect(named.map((id) => page(`[id="${id}"]`).text()).every((words) => words.length > 5)).toBe(true);
      // What holds links is no image: a screen reader would hide them.
      const links = page(drawing).find('a').length > 0;
      expect(page(drawing).attr('role')).toBe(links ? 'group' : 'img');
      const section = page(drawing).closest('section');
      expect(section.find('table caption').length).toBe(1);
      expect(section.find('tbody tr').length).toBeGreaterThan(0);
    }
    const rows = page('section[aria-labelledby="releases"] tbody tr')
      .toArray()
      .map((row) => page(row).text());
    expect(rows[0]).toContain('July 2025');
    expect(rows.at(-1)).toContain('December 2024');
    const months = page('section[aria-labelledby="releases"] .hint title')
      .toArray()
      .map((hint) => page(hint).text());
    expect(months).toContain('July 2025: 1 (Moonshot AI 1)');
    expect(months).toContain('March 2025: 0');
  });

  it('links each dot, and each row beneath, to its release', async () => {
    const site = await filledSite();
    const page = load((await site.get('/charts')).text);
    const section = page('section[aria-labelledby="parameters"]');
    const addresses = (selector: string) =>
      section
        .find(selector)
        .toArray()
        .map((link) => page(link).attr('href') ?? '')
        .sort();
    const dots = addresses('svg a');
    expect(dots.length).toBeGreaterThan(0);
    expect(dots).toEqual(addresses('tbody th a'));
    for (const address of dots) expect(address).toMatch(/^\/releases\/rel_?\S+$/);
    expect(
      section
        .find('svg a')
        .toArray()
        .every((link) => page(link).attr('tabindex') === '-1'),
    ).toBe(true);
  });

  it('follows the filters of its address, and says what it did not understand', async () => {
    const site = await filledSite();
    const all = (await site.get('/charts')).text;
    const some = (await site.get('/charts?lab=qwen&since=2025')).text;
    expect(all).toContain('Of 4 releases');
    expect(some).toContain('Of 1 release');
    expect(load(some)('.legend').first().text()).toBe('Qwen');
    expect((await site.get('/charts?kind=llmm')).text).toContain('“llmm” is not known');
    const none = await site.get('/charts?since=2025-07-31');
    expect(none.status).toBe(200);
    expect(none.text).toContain('No release fits');
    expect(load(none.text)('svg').length).toBe(0);
  });

  it('draws anew what changed', async () => {
    const site = await filledSite();
    expect((await site.get('/charts')).text).toContain('Of 4 releases');
    site.rig.advance(HOUR);
    site.rig.hub.add(model('Qwen/Qwen4-8B'));
    await site.rig.refresh();
    expect((await site.get('/charts')).text).toContain('Of 5 releases');
  });

  it('speaks Chinese', async () => {
    const site = await filledSite();
    const { text } = await site.get('/charts', { 'accept-language': 'zh-CN' });
    expect(text).toContain('每月发布数（按实验室）');
    expect(text).toContain('2025年7月');
    const page = load(text);
    page('script, style').remove();
    // The words of the charts leave no English behind.
    expect(page('section.chart h2').text()).not.toMatch(/[a-z]{4,}/);
  });

  it('brings neither styles nor scripts of its own, and escapes what upstreams call themselves', async () => {
    const name = 'deepseek-ai/DeepSeek-V9-7B';
    const site = await filledSite([model(name)]);
    const { database } = site.rig.runtime;
    await database.write(async (tx) => {
      await tx.updateTable('releases').set({ name: '"><script>alert(1)</script>' }).execute();
    });
    const { text, headers } = await site.get('/charts');
    expect(text).not.toMatch(/<script| style="|<style| on\w+=/);
    expect(text).toContain('&lt;script&gt;');
    expect(headers.get('content-security-policy')).toContain("style-src 'self'");
    const sheet = load(text)('link[rel="stylesheet"]')
      .toArray()
      .map((link) => load(text)(link).attr('href'));
    for (const address of sheet) expect((await site.get(address ?? '')).status).toBe(200);
    // The catalog is put back as its cards have it.
    await database.write(async (tx) => {
      await tx.updateTable('releases').set({ name: 'DeepSeek-V9' }).execute();
    });
  });

  it('says what there is to do where nothing was seen yet', async () => {
    const site = await startSite();
    const { status, text } = await site.get('/charts');
    expect(status).toBe(200);
    expect(text).toContain('Nothing was seen yet');
  });

  it('stays small: each chart under 15 kB, the page under 60 kB, compressed', {
    timeout: 60_000,
  }, async () => {
    const many = Array.from({ length: 700 }, (_, index) =>
      model(`Qwen/Qwen${2 + index}-${1 + (index % 90)}B`, { made: dayOf(index) }),
    );
    const site = await filledSite(many);
    const { text } = await site.get('/charts');
    expect(text).toContain('250 of 700 are drawn'.replace('250', String(Math.ceil(700 / 3))));
    expect(gzipSync(text).length).toBeLessThan(60_000);
    for (const section of text.split('<section class="chart"').slice(1))
      expect(gzipSync(section).length).toBeLessThan(15_000);
  });
});

function dayOf(index: number): string {
  return new Date(Date.parse('2023-09-01') + index * 86_400_000).toISOString();
}

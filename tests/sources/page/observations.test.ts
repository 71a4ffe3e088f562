import { describe, expect, it } from 'vitest';
import { startPageServer } from '../../../src/demo/page-server.ts';
import type { ArticleObservation, EntryObservation } from '../../../src/domain/observation.ts';
import type { WebPageConfig } from '../../../src/sources/page/config.ts';
import { changed, fixture, look, shownBy, titlesOf } from './watched-page.ts';

async function lookAt(html: string, config: Partial<WebPageConfig> = {}) {
  await using server = await startPageServer();
  server.put('/page', html);
  return await look({ url: `${server.url}/page`, ...config });
}

function fieldsBySubject(observations: readonly EntryObservation[]) {
  return Object.fromEntries(observations.map(({ subject, fields }) => [subject, fields]));
}

describe('a list', () => {
  it('has an entry for each heading, where no element holds them', async () => {
    const result = await lookAt(fixture('updates.raw.html'), {
      as: 'list',
      select: 'article',
      entry: { heading: 'h2' },
      zone: 'Asia/Shanghai',
    });
    expect(changed(result)).toMatchObject({ form: 'articles', complete: false });
    const rows = (shownBy(result) as ArticleObservation[]).map((entry) => [
      entry.guid,
      entry.title,
      entry.publishedAt,
      entry.text,
      entry.links,
    ]);
    expect(rows).toEqual(JSON.parse(fixture('updates.expected.json')));
  });

  it('keeps a heading that is more than a date as the title, and ends at a higher one', async () => {
    const html = `<main><h2 id="a">Orion 2 released</h2><p>Date: 2025-01-02</p><h3>Details</h3><p>Of it.</p>
      <h1>Elsewhere</h1><p>Not of it.</p></main>`;
    const [entry, ...others] = shownBy(await lookAt(html, { as: 'list', entry: { heading: 'h2' } }));
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      guid: '#a',
      title: 'Orion 2 released',
      publishedAt: '2025-01-02T00:00:00.000Z',
      text: 'Date: 2025-01-02\nDetails\nOf it.',
    });
  });

  it('has an entry for each element, with title, link, date and summary', async () => {
    const result = await lookAt(fixture('news.raw.html'), {
      as: 'list',
      entry: { item: '.card', summary: '.lead' },
    });
    const rows = (shownBy(result) as ArticleObservation[]).map((entry) => [
      entry.guid,
      entry.url,
      entry.title,
      entry.publishedAt,
      entry.summary,
    ]);
    expect(rows).toEqual(JSON.parse(fixture('news.expected.json')));
  });

  it('takes title, link and date from where it is told', async () => {
    const html = `<ul><li><b>Orion 5</b><i>10 Jan 2026 08:00</i><a href="/a">more</a><a class="go" href="/b">go</a></li></ul>`;
    const entry = { item: 'li', title: 'b', link: '.go', date: 'i' };
    const [article] = shownBy(await lookAt(html, { as: 'list', entry, zone: 'Asia/Shanghai' }));
    expect(article).toMatchObject({
      title: 'Orion 5',
      url: expect.stringMatching(/\/b$/),
      publishedAt: '2026-01-10T00:00:00.000Z',
    });
  });
});

describe('a table', () => {
  it('may have models as columns', async () => {
    const result = await lookAt(fixture('pricing-columns.raw.html'), { as: 'table' });
    const entries = shownBy(result) as EntryObservation[];
    expect(fieldsBySubject(entries)).toEqual(JSON.parse(fixture('pricing-columns.expected.json')));
    expect(entries.map(({ key, statement, place }) => [key, statement, place])).toEqual([
      ['orion-chat', 'listing', 'Models & Pricing › Model details'],
      ['orion-reasoner', 'listing', 'Models & Pricing › Model details'],
    ]);
  });

  it('may have models as rows, under headers of two rows', async () => {
    const result = await lookAt(fixture('pricing-rows.raw.html'), { as: 'table' });
    expect(fieldsBySubject(shownBy(result) as EntryObservation[])).toEqual(
      JSON.parse(fixture('pricing-rows.expected.json')),
    );
  });

  it('names its subject by another header', async () => {
    const result = await lookAt(fixture('pricing-columns.raw.html'), {
      as: 'table',
      subject: 'Model version',
    });
    expect((shownBy(result) as EntryObservation[]).map(({ subject }) => subject)).toEqual([
      'Orion-V3.2 (without thinking)',
      'Orion-V3.2 (thinking)',
    ]);
    await expect(
      lookAt(fixture('pricing-columns.raw.html'), { as: 'table', subject: 'Modell' }),
    ).rejects.toMatchObject({ code: 'selector-empty', fields: { option: 'subject', selector: 'Modell' } });
  });

  it('has one entry for a model of several rows, whatever their order', async () => {
    const row = (tier: string) => `<tr><td>Orion 4</td><td>${tier}</td></tr>`;
    const table = (rows: string) => `<table><tr><th>Model</th><th>Tier</th></tr>${rows}</table>`;
    const one = shownBy(await lookAt(table(row('a') + row('b')), { as: 'table' })) as EntryObservation[];
    const other = shownBy(await lookAt(table(row('b') + row('a')), { as: 'table' })) as EntryObservation[];
    expect(one.map(({ fields }) => fields)).toEqual([{ tier: 'a | b' }]);
    expect(other.map(({ fields }) => fields)).toEqual(one.map(({ fields }) => fields));
  });

  it('takes a currency and an attribute from the configuration where nothing on the page says them', async () => {
    const html =
      '<table><tr><th>Model</th><th>Input / 1M tokens</th><th>Output / 1M tokens</th></tr><tr><td>Orion 4</td><td>0.5</td><td>2</td></tr></table>';
    const [priced] = shownBy(await lookAt(html, { as: 'table', currency: 'USD' })) as EntryObservation[];
    expect(priced?.fields).toEqual({ prices: 'input 0.5 USD / 1M tokens; output 2 USD / 1M tokens' });
    const [bare] = shownBy(await lookAt(html, { as: 'table' })) as EntryObservation[];
    expect(bare?.fields).toEqual({ input_1m_tokens: '0.5', output_1m_tokens: '2' });
    const odd = '<table><tr><th>Model</th><th>Window</th></tr><tr><td>Orion 4</td><td>128K</td></tr></table>';
    const [told] = shownBy(
      await lookAt(odd, { as: 'table', attribute: 'context_length' }),
    ) as EntryObservation[];
    expect(told?.fields).toEqual({ context_length: '128K' });
  });
});

describe('text', () => {
  it('is the paragraphs of the main text, each once, without what says nothing', async () => {
    const html = `<html lang="en-GB"><body><header><p>A header of the whole site</p></header><nav>Where to go from here</nav>
      <main><h1>Open models of the year</h1><p>Orion 4 came out in <b>February</b>.</p><p>3 days ago</p><p>Read more</p>
      <p>1,204 views</p><p>We use cookies to measure visits. Accept all?</p><p>© 2026 Example Media and others</p>
      <div>Loose text beside <ul><li>First point of three words</li></ul> and after it</div>
      <p>Orion 4 came out in February.</p><aside>Something else that sells</aside>
      <table><tr><td>Orion 4</td><td>32B</td><td>Apache 2.0</td></tr></table>
      <p hidden>Not to be seen at all</p><p style="display: none">Neither is this one here</p><script>var a = "b c d e"</script>
      <p>Qwen<span>\u200b\u202e</span>3 released</p><p>阅读更多</p><p>发布通义千问新模型</p></main></body></html>`;
    const result = await lookAt(html);
    expect(changed(result)).toMatchObject({ form: 'articles', complete: true });
    expect(titlesOf(result)).toEqual([
      'Open models of the year',
      'Orion 4 came out in February.',
      'Loose text beside',
      'First point of three words',
      'and after it',
      'Orion 4 | 32B | Apache 2.0',
      'Qwen3 released',
      '发布通义千问新模型',
    ]);
    expect(shownBy(result)[0]).toMatchObject({ guid: null, publishedAt: null, language: 'en' });
  });

  it('changes by one paragraph where one is edited', async () => {
    const page = (middle: string) =>
      `<main><p>The first one stays.</p><p>${middle}</p><p>The last one stays.</p></main>`;
    const before = titlesOf(await lookAt(page('Orion 4 is planned for May.')));
    const after = titlesOf(await lookAt(page('Orion 4 is out since May.')));
    expect(before.filter((title) => !after.includes(title))).toEqual(['Orion 4 is planned for May.']);
    expect(after.filter((title) => !before.includes(title))).toEqual(['Orion 4 is out since May.']);
  });

  it('is all of the body where nothing is marked, without what stands around it', async () => {
    const html =
      '<body><header>The name of the site</header><div><article>First of the articles</article><article>Second of the articles</article></div><footer>Whoever wrote it all</footer></body>';
    expect(titlesOf(await lookAt(html))).toEqual(['First of the articles', 'Second of the articles']);
  });

  it('has what a selector finds, each paragraph once where one holds another', async () => {
    const html =
      '<div class="a">Outer text of it <div class="a">Inner text of it</div></div><p>Not this one here</p>';
    expect(titlesOf(await lookAt(html, { select: '.a' }))).toEqual(['Outer text of it', 'Inner text of it']);
  });
});

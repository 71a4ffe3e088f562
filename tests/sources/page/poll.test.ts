import { describe, expect, it } from 'vitest';
import { startPageServer } from '../../../src/demo/page-server.ts';
import type { ArticleObservation } from '../../../src/domain/observation.ts';
import { RateLimitedError } from '../../../src/errors.ts';
import { webPageSchema } from '../../../src/sources/page/config.ts';
import { createRobotsRules } from '../../../src/sources/page/robots.ts';
import { changed, look, shownBy, titlesOf } from './watched-page.ts';

const PAGE =
  '<html><head><title>Notes</title></head><body><main><p>Orion 4 is out now.</p></main></body></html>';

describe('what is kept of an answer', () => {
  it('lets the page say that nothing changed, and is not used for another configuration', async () => {
    await using server = await startPageServer();
    server.put('/', PAGE);
    const { validator } = changed(await look({ url: server.url }));
    expect(await look({ url: server.url }, { validator })).toMatchObject({
      kind: 'not-modified',
      requests: 2,
    });
    expect(server.requests.at(-1)?.headers['if-none-match']).toMatch(/^".+"$/);
    expect(await look({ url: server.url, select: 'p' }, { validator })).toMatchObject({ kind: 'changed' });
    expect(server.requests.at(-1)?.headers['if-none-match']).toBeUndefined();
  });

  it('tells the same text in other markup from other text, where the page has no validators', async () => {
    await using server = await startPageServer();
    server.put('/', PAGE, { validators: false });
    const { validator } = changed(await look({ url: server.url }));
    server.put('/', PAGE.replace('<p>', '<!-- built at noon --><p class="b1">'), { validators: false });
    const same = await look({ url: server.url }, { validator });
    expect(same).toMatchObject({ kind: 'not-modified', validator });
    server.put('/', PAGE.replace('now', 'today'), { validators: false });
    expect(titlesOf(await look({ url: server.url }, { validator }))).toEqual(['Orion 4 is out today.']);
  });

  it.each(['', '{', '"x"', '{"etag":"a"}', 'k3kWfd 9a'])(
    'passes over what it did not write: %s',
    async (validator) => {
      await using server = await startPageServer();
      server.put('/', PAGE);
      expect(await look({ url: server.url }, { validator })).toMatchObject({ kind: 'changed' });
    },
  );
});

describe('a page that cannot be read', () => {
  it.each([
    ['a selector that finds nothing', PAGE, {}, { select: '.news' }, 'selector-empty'],
    ['a list that is gone', PAGE, {}, { as: 'list', entry: { item: '.card' } }, 'selector-empty'],
    ['headings that are gone', PAGE, {}, { as: 'list', entry: { heading: 'h2' } }, 'selector-empty'],
    ['a table that is gone', PAGE, {}, { as: 'table' }, 'selector-empty'],
    [
      'a page made by scripts',
      '<body><div id="root"></div><script>go()</script></body>',
      {},
      {},
      'selector-empty',
    ],
    ['a selector that is none', PAGE, {}, { select: 'p[' }, 'selector-invalid'],
    ['an empty answer', ' ', {}, {}, 'upstream-empty'],
    [
      'an answer that is no HTML',
      '{"a":1}',
      { headers: { 'content-type': 'application/json' } },
      {},
      'upstream-not-html',
    ],
    ['text that is called HTML', 'busy', {}, {}, 'upstream-not-html'],
    [
      'a challenge with status 200',
      '<html><head><title>Just a moment...</title></head></html>',
      {},
      {},
      'upstream-challenge',
    ],
    [
      'a challenge with status 403',
      PAGE,
      { status: 403, headers: { 'cf-mitigated': 'challenge' } },
      {},
      'upstream-challenge',
    ],
    ['a refusal', PAGE, { status: 403 }, {}, 'upstream-status'],
    ['an accepted request without a page', PAGE, { status: 202 }, {}, 'upstream-empty'],
    ['a page that is not there', PAGE, { status: 404 }, {}, 'upstream-not-found'],
    ['a page nested without end', '<div>'.repeat(100_000), {}, {}, 'upstream-shape'],
    [
      'a table without end',
      `<table>${'<tr><td colspan=100>a</td></tr>'.repeat(2000)}</table>`,
      {},
      { as: 'table' },
      'upstream-shape',
    ],
  ] as const)('%s', async (_name, html, options, config, code) => {
    await using server = await startPageServer();
    server.put('/', html, options);
    await expect(look({ url: server.url, ...config })).rejects.toMatchObject({ code });
  });

  it('says which option is to be mended, and what the page calls itself', async () => {
    await using server = await startPageServer();
    server.put('/', PAGE);
    await expect(look({ url: server.url, select: '.news' })).rejects.toMatchObject({
      advice: 'retry',
      fields: { option: 'select', selector: '.news', title: 'Notes' },
    });
  });

  it('is gone with a 410, and waits with a 429', async () => {
    await using server = await startPageServer();
    server.put('/', PAGE, { status: 410 });
    expect(await look({ url: server.url })).toEqual({ kind: 'gone', requests: 2 });
    server.put('/', PAGE, { status: 429, headers: { 'retry-after': '90' } });
    await expect(look({ url: server.url })).rejects.toBeInstanceOf(RateLimitedError);
  });
});

describe('robots.txt', () => {
  async function serverWith(robots: string) {
    const server = await startPageServer();
    server.put('/robots.txt', robots, { headers: { 'content-type': 'text/plain' } });
    server.put('/a/page', PAGE);
    return server;
  }

  it.each([
    ['all of it', 'User-agent: *\nDisallow: /', false],
    ['us by name, in any case', 'User-agent: ModelWatch/1.0\nDisallow: /a\n\nUser-agent: *\nAllow: /', false],
    ['others by name', 'User-agent: otherbot\nDisallow: /', true],
    ['others, but not us', 'User-agent: *\nDisallow: /\n\nUser-agent: modelwatch\nDisallow:', true],
    ['less than it allows', 'User-agent: *\nDisallow: /a\nAllow: /a/page', true],
    ['as much as it allows', 'User-agent: *\nDisallow: /a/page\nAllow: /a/page', true],
    ['more than it allows', 'User-agent: *\nAllow: /a\nDisallow: /a/*e$', false],
    [
      'two groups of ours',
      'User-agent: modelwatch\nDisallow: /b\nUser-agent: modelwatch\nDisallow: /a',
      false,
    ],
    [
      'us, with another record between',
      'User-agent: modelwatch\nSitemap: /s.xml\nUser-agent: otherbot\nDisallow: /',
      false,
    ],
    ['nothing, since it is a page', '<html><p>Disallow: everything</p></html>', true],
  ])('forbids %s', async (_name, robots, allowed) => {
    await using server = await serverWith(robots);
    const looked = look({ url: `${server.url}/a/page` });
    if (allowed) expect(await looked).toMatchObject({ kind: 'changed' });
    else await expect(looked).rejects.toMatchObject({ code: 'robots-disallow' });
    expect(server.count('/a/page')).toBe(allowed ? 1 : 0);
  });

  it('is asked for once a day for all pages of a host', async () => {
    await using server = await serverWith('User-agent: *\nCrawl-delay: 20\nDisallow: /private');
    server.put('/b', PAGE);
    const robots = createRobotsRules();
    const start = Date.parse('2026-03-10T12:00:00Z');
    const looks = [
      look({ url: `${server.url}/a/page` }, { robots }),
      look({ url: `${server.url}/b` }, { robots }),
    ];
    expect(await Promise.all(looks)).toEqual(Array(2).fill(expect.objectContaining({ notWithinMs: 20_000 })));
    await look({ url: `${server.url}/b` }, { robots, now: start + 23 * 3_600_000 });
    expect(server.count('/robots.txt')).toBe(1);
    server.put('/robots.txt', 'User-agent: *\nDisallow: /b');
    await expect(
      look({ url: `${server.url}/b` }, { robots, now: start + 25 * 3_600_000 }),
    ).rejects.toMatchObject({ code: 'robots-disallow' });
    expect(server.count('/robots.txt')).toBe(2);
  });

  it('forbids everything while it cannot be had, but for a copy that is there', async () => {
    await using server = await serverWith('User-agent: *\nDisallow: /b');
    const robots = createRobotsRules();
    const config = { url: `${server.url}/a/page` };
    server.fail({ match: ({ pathname }) => pathname === '/robots.txt', fault: { kind: 'bad-gateway' } });
    await expect(look(config, { robots })).rejects.toMatchObject({
      code: 'robots-unreachable',
      fields: { status: 502 },
    });
    expect(server.count('/a/page')).toBe(0);
    await look(config, { robots });
    server.fail({
      match: ({ pathname }) => pathname === '/robots.txt',
      fault: { kind: 'half-body' },
      times: 2,
    });
    const later = Date.parse('2026-03-20T12:00:00Z');
    expect(await look(config, { robots, now: later })).toMatchObject({ kind: 'changed' });
    await expect(look({ url: `${server.url}/b` }, { robots, now: later })).rejects.toMatchObject({
      code: 'robots-disallow',
    });
  });

  it('does not bind where there is none, and is read as far as it must be', async () => {
    await using server = await serverWith('');
    server.put('/robots.txt', 'no', { status: 403 });
    expect(await look({ url: `${server.url}/a/page` })).toMatchObject({ kind: 'changed' });
    const filler = `# ${'x'.repeat(97)}\n`;
    server.put('/robots.txt', `${filler.repeat(4900)}User-agent: *\nDisallow: /a\n${filler.repeat(4900)}`);
    await expect(look({ url: `${server.url}/a/page` })).rejects.toMatchObject({ code: 'robots-disallow' });
  });

  it('is asked where a redirect leads', async () => {
    await using there = await serverWith('User-agent: *\nDisallow: /a');
    await using here = await startPageServer();
    here.put('/old', '', { status: 301, headers: { location: `${there.url}/a/page` } });
    await expect(look({ url: `${here.url}/old` })).rejects.toMatchObject({ code: 'robots-disallow' });
    here.put('/round', '', { status: 302, headers: { location: '/round' } });
    await expect(look({ url: `${here.url}/round` })).rejects.toMatchObject({ code: 'upstream-redirects' });
  });
});

describe('a page behind a redirect, in another charset', () => {
  it('has links relative to where it is in the end', async () => {
    await using server = await startPageServer();
    server.put('/old', '', { status: 308, headers: { location: '/new/place' } });
    server.put('/new/place', '<main><p>Orion 4 <a href="notes">is out</a>.</p></main>');
    const [article] = shownBy(await look({ url: `${server.url}/old` })) as ArticleObservation[];
    expect(article).toMatchObject({ url: `${server.url}/old`, links: [`${server.url}/new/notes`] });
  });

  const gbk = Buffer.concat([
    Buffer.from('<meta charset="gb2312"><main><p>'),
    Buffer.from([0xb7, 0xa2, 0xb2, 0xbc]),
    Buffer.from(' Orion 4 now</p></main>'),
  ]);
  const utf16 = Buffer.from('\ufeff<main><p>发布 Orion 4 now</p></main>', 'utf16le');
  it.each([
    ['its own meta', gbk, 'text/html', '发布 Orion 4 now'],
    ['its header', gbk, 'text/html; charset=gbk', '发布 Orion 4 now'],
    ['its byte order mark', utf16, 'text/html; charset=gbk', '发布 Orion 4 now'],
    [
      'nothing, with a name that nobody knows',
      Buffer.from('<main><p>发布 Orion 4 now</p></main>'),
      'text/html; charset=x-none',
      '发布 Orion 4 now',
    ],
    [
      'nothing, in single bytes',
      Buffer.from('<main><p>Orion 4 caf\xe9 now</p></main>', 'latin1'),
      'text/html',
      'Orion 4 café now',
    ],
  ])('is read by %s', async (_name, body, type, title) => {
    await using server = await startPageServer();
    server.put('/', body, { headers: { 'content-type': type } });
    expect(titlesOf(await look({ url: server.url }))).toEqual([title]);
  });
});

describe('hostile markup', () => {
  it('yields no script, no address but of the web, nothing that cannot be seen', async () => {
    await using server = await startPageServer();
    server.put(
      '/',
      `<main><p>Orion\u200b 4\u202e is <a href="JaVaScRiPt:alert(1)">out</a> <a href="data:text/html,x">now</a>
       <a href="https://user:secret@lab.example/x">here</a> &lt;script&gt;<template>hidden words here</template></p></main>`,
    );
    const [article] = shownBy(await look({ url: server.url })) as ArticleObservation[];
    expect(article?.title).toBe('Orion 4 is out now here <script>');
    expect(article?.links).toEqual(['https://lab.example/x']);
  });

  it('keeps titles and texts short, whole characters only', async () => {
    await using server = await startPageServer();
    server.put('/', `<main><p>Orion 4 is out ${'😀'.repeat(30_000)}</p></main>`);
    const [article] = shownBy(await look({ url: server.url })) as ArticleObservation[];
    expect(article?.title.length).toBeLessThanOrEqual(300);
    expect(article?.text.length).toBeLessThanOrEqual(20_000);
    expect(article?.title.isWellFormed()).toBe(true);
  });
});

describe('its configuration', () => {
  const page = { id: 'p', kind: 'web-page', url: 'https://lab.example/' };
  it.each([
    [{ as: 'list' }, 'entry'],
    [{ entry: { item: 'li' } }, 'entry'],
    [{ as: 'list', entry: { item: 'li', heading: 'h2' } }, 'entry'],
    [{ as: 'list', entry: { heading: 'h2', title: 'a' } }, 'entry'],
    [{ subject: 'Model' }, 'as'],
    [{ as: 'table', currency: 'dollars' }, 'currency'],
    [{ official: true }, 'official'],
    [{ select: '' }, 'select'],
  ])('refuses %j', (options, path) => {
    const parsed = webPageSchema.safeParse({ ...page, ...options });
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toContain(path);
  });
});

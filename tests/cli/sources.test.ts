import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalServer, startServer } from '../http/local-server.ts';
import { sourceCheckContract, sourcesContract } from './contract.ts';
import { makeWorkplace, type Workplace } from './workplace.ts';

const FEED = `<rss version="2.0"><channel><title>News</title><ttl>120</ttl>
  <item><guid>1</guid><title>A bridge was opened</title><pubDate>Mon, 28 Jul 2025 06:00:00 GMT</pubDate></item>
  <item><guid>2</guid><title>A school was closed</title></item></channel></rss>`;
const TABLE = `<html><body><table><tr><th>Model</th><th>Price</th></tr>
  <tr><td>deepseek-chat</td><td>$0.27</td></tr><tr><td>deepseek-reasoner</td><td>$0.55</td></tr></table></body></html>`;
const CHALLENGE =
  '<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>';

let server: LocalServer;
let place: Workplace;

beforeAll(async () => {
  server = await startServer((request, response) => {
    const html = (text: string) => response.setHeader('content-type', 'text/html').end(text);
    if (request.url === '/feed') response.setHeader('content-type', 'application/rss+xml').end(FEED);
    else if (request.url === '/prices') html(TABLE);
    else if (request.url === '/challenge') html(CHALLENGE);
    else response.writeHead(request.url === '/retired' ? 410 : 404).end();
  });
  place = await makeWorkplace();
  const { url } = server;
  await writeFile(
    join(place.folder, 'config', 'sources.yaml'),
    `sources:
  - { id: hf-zhipu, kind: huggingface-org, lab: zhipu, org: zai-org }
  - { id: hf-qwen, kind: huggingface-org, lab: qwen, org: Qwen }
  - { id: news, kind: feed, url: "${url}/feed" }
  - { id: moved, kind: feed, url: "${url}/moved" }
  - { id: retired, kind: feed, url: "${url}/retired" }
  - { id: guarded, kind: feed, url: "${url}/challenge" }
  - { id: prices, kind: web-page, lab: deepseek, url: "${url}/prices", select: table, as: table, attribute: prices, currency: USD }
`,
  );
});

afterAll(async () => {
  await place[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe('sources check', () => {
  it('shows what a feed yields, what it asks for, and what its items are taken for', async () => {
    const { code, output } = await place.run('sources', 'check', 'news');
    expect(code).toBe(0);
    const lines = output.split('\n');
    expect(lines[0]).toMatch(/^news shows 2 items \(1 request, \d+ ms\)\. Nothing was stored\.$/);
    expect(lines).toContain('It asks not to be looked at again for 2 hours.');
    expect(lines).toContainEqual(expect.stringMatching(/^2025-07-28 06:00 +A bridge was opened +of no lab$/));
    expect(lines).toContainEqual(expect.stringMatching(/^no date +A school was closed +of no lab$/));
    expect(lines.at(-1)).toBe('0 of 2 items speak of a watched lab; the others go no further.');
    const report = sourceCheckContract.parse(await place.runJson('sources', 'check', 'news'));
    expect(report).toMatchObject({ outcome: 'ok', form: 'articles', signals: [], notWithinMs: 7_200_000 });
    expect(report.observations).toMatchObject([{ guid: '1' }, { guid: '2' }]);
  });

  it('shows the rows of a table', async () => {
    const { code, output } = await place.run('sources', 'check', 'prices');
    expect(code).toBe(0);
    expect(output).toMatch(/^prices shows 2 rows \(/);
    expect(output).toMatch(/^deepseek-chat +deepseek +listing +.*0\.27/m);
    expect(output).toMatch(/^2 of 2 rows are of a watched lab/m);
    const report = sourceCheckContract.parse(await place.runJson('sources', 'check', 'prices'));
    expect(report).toMatchObject({ form: 'entries', salvaged: [] });
  });

  it.each([
    ['moved', 'upstream-not-found', 'look for its new address'],
    ['retired', 'upstream-gone', 'or take it out of sources.yaml'],
    ['guarded', 'upstream-challenge', 'whether we are human'],
  ])('says of %s what is wrong, and how to mend it', async (id, error, mending) => {
    const { code, output } = await place.run('sources', 'check', id);
    expect(code).toBe(1);
    const [first, second] = output.split('\n');
    expect(first).toMatch(new RegExp(`^${id} failed: .*\\(${error}; 1 request, \\d+ ms\\)$`));
    expect(second).toContain(mending);
    const report = sourceCheckContract.parse(await place.runJson('sources', 'check', id));
    expect(report).toMatchObject({ outcome: 'failed', observations: [], error: { code: error } });
  });
});

describe('sources', () => {
  it('shows all kinds at a glance, each by itself and the worst first', async () => {
    for (let pass = 0; pass < 3; pass++) {
      await place.refresh();
      place.now += 2 * 3_600_000;
    }
    const { output } = await place.run('sources');
    const shown = output.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '));
    expect(shown.filter((line) => /^(?:huggingface-org|feed|web-page): /.test(line))).toEqual([
      'huggingface-org: 2 ok',
      'feed: 1 gone, 2 failing, 1 ok',
      'web-page: 1 ok',
    ]);
    const feeds = shown.slice(shown.indexOf('feed: 1 gone, 2 failing, 1 ok') + 2);
    expect(feeds[0]).toMatch(/^retired {2}in (?:1 day|\d\d hours) {2}gone for 6 hours: /);
    expect(feeds[1]).toMatch(
      /^moved {2}(?:due|in .*) {2}failing for 6 hours, 3 times: the upstream knows no such place/,
    );
    expect(feeds[3]).toMatch(/^news {2}2 items {2}2 hours ago {2}.* {2}unchanged$/);
    expect(shown).toContainEqual(
      expect.stringMatching(/^prices {2}deepseek {2}2 rows {2}2 hours ago {2}.* {2}unchanged$/),
    );
    expect(shown.at(-1)).toBe('7 sources: 1 gone, 2 failing, 4 ok.');
  });

  it('chooses by kind and by state', async () => {
    const ids = async (...args: readonly string[]) =>
      sourcesContract.parse(await place.runJson('sources', ...args)).map(({ id }) => id);
    expect(await ids('--kind', 'feed')).toEqual(['news', 'moved', 'retired', 'guarded']);
    expect(await ids('--state', 'failing,gone')).toEqual(['moved', 'retired', 'guarded']);
    expect(await ids('--kind', 'feed', '--state', 'ok')).toEqual(['news']);
    const { output } = await place.run('sources', '--state', 'silent');
    expect(output).toBe('0 sources: none of them so. 7 others not shown.');
    await expect(place.run('sources', '--state', 'failling')).rejects.toThrow('Did you mean "failing"?');
    await expect(place.run('sources', '--kind', 'feeds')).rejects.toThrow('Did you mean "feed"?');
  });
});

describe('doctor', () => {
  it('names the sources by their state', async () => {
    const { output } = await place.run('doctor');
    expect(output).toMatch(/^warn +sources +4 of 7 do well; 1 gone: retired; 2 failing: guarded and moved$/m);
  });

  it('says what cannot be reached, and whose fault that seems to be', async () => {
    await place.hub.stopListening();
    await place.refresh();
    expect((await place.run('doctor')).output).toMatch(
      new RegExp(`2 of 7 do well; 1 gone: .*; no connection to ${new URL(place.hub.url).host}$`, 'm'),
    );
    await server[Symbol.asyncDispose]();
    place.now += 3_600_000;
    await place.refresh();
    const { output } = await place.run('doctor');
    expect(output).toContain('nothing else answered since: it looks like our own network');
    expect(output).toContain('is this machine connected');
  });
});

import { describe, expect, it } from 'vitest';
import { type FeedServer, startFeedServer } from '../../../src/demo/feed-server.ts';
import { RateLimitedError } from '../../../src/errors.ts';
import { createTestClient } from '../../http/test-client.ts';
import { contextFor, feedAt, item, NOW, pollAnswer, pollBody, rss } from './polled-feed.ts';

async function serving(): Promise<FeedServer & AsyncDisposable> {
  const server = await startFeedServer({ clock: { now: () => NOW } });
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

const ONE = { title: 'One', link: 'https://news.example.org/1' };
const TWO = { title: 'Two', link: 'https://news.example.org/2' };

describe('a feed that is looked at again', () => {
  it('is asked for with its validators as they came, and says 304', async () => {
    await using server = await serving();
    await using client = createTestClient();
    server.publish('/feed', ONE);
    const source = feedAt(`${server.url}/feed`);
    const first = await source.poll(contextFor(client));
    const validator = first.kind === 'changed' ? (first.validator ?? '') : '';
    const { etag, lastModified } = JSON.parse(validator);
    expect(etag).toMatch(/^W\/"/);
    expect(await source.poll(contextFor(client, validator))).toEqual({ kind: 'not-modified', requests: 1 });
    expect(server.requests[0]?.headers).not.toHaveProperty('if-none-match');
    expect(server.requests[1]?.headers).toMatchObject({
      'if-none-match': etag,
      'if-modified-since': lastModified,
    });
    server.publish('/feed', TWO);
    const third = await source.poll(contextFor(client, validator));
    expect(third.kind === 'changed' && third.observations).toMatchObject([
      { title: 'Two' },
      { title: 'One' },
    ]);
  });

  it.each([
    ['its bytes are', '', '', 'not-modified'],
    [
      'only the date of its making differs',
      '<lastBuildDate>a</lastBuildDate>',
      '<lastBuildDate>b</lastBuildDate>',
      'not-modified',
    ],
    ['only a comment differs', '<!-- 0.1 s -->', '<!-- 0.2 s -->', 'not-modified'],
    ['what it says of itself differs', '<ttl>5</ttl>', '<ttl>60</ttl>', 'changed'],
  ])('without validators is the same where %s', async (_name, before, after, kind) => {
    await using server = await serving();
    await using client = createTestClient();
    const source = feedAt(`${server.url}/feed`);
    server.serve('/feed', rss(item('A'), before), { validators: false });
    const first = await source.poll(contextFor(client));
    server.serve('/feed', `${rss(item('A'), after)}<!-- cached -->`, { validators: false });
    const again = await source.poll(
      contextFor(client, first.kind === 'changed' ? (first.validator ?? null) : null),
    );
    expect(again.kind).toBe(kind);
  });

  it('is read again with another zone, another version, or marks of another kind', async () => {
    await using server = await serving();
    await using client = createTestClient();
    server.publish('/feed', ONE);
    const first = await feedAt(`${server.url}/feed`).poll(contextFor(client));
    const validator = first.kind === 'changed' ? (first.validator ?? '') : '';
    const other = { ...JSON.parse(validator), reader: '0.0.0 UTC' };
    for (const [zone, marks] of [
      ['Asia/Shanghai', validator],
      ['UTC', JSON.stringify(other)],
      ['UTC', 'abc def'],
      ['UTC', '{}'],
    ] as const) {
      const again = await feedAt(`${server.url}/feed`, zone).poll(contextFor(client, marks));
      expect([again.kind, server.requests.at(-1)?.headers['if-none-match']]).toEqual(['changed', undefined]);
    }
  });

  it('gives no validator for half an answer', async () => {
    await using server = await serving();
    await using client = createTestClient();
    server.serve('/feed', rss(Array.from({ length: 9 }, (_, i) => item(`Item ${i}`)).join('')));
    server.fail({ fault: { kind: 'half-body', cut: 'text' } });
    const half = await feedAt(`${server.url}/feed`).poll(contextFor(client));
    expect(half).toMatchObject({
      kind: 'changed',
      salvaged: ['it broke off: an unfinished item was left out'],
    });
    expect(half).not.toHaveProperty('validator');
    expect(half.kind === 'changed' && half.observations.length).toBeGreaterThan(2);
    const whole = await feedAt(`${server.url}/feed`).poll(contextFor(client));
    expect(whole.kind === 'changed' && whole.observations.length).toBe(9);
  });

  it.each([
    ['one hour', '<skipHours><hour>12</hour></skipHours>', 3_600_000],
    [
      'midnight written as 24, and others',
      '<skipHours>\n<hour>12</hour><hour>13</hour><hour>24</hour></skipHours>',
      7_200_000,
    ],
    ['one day', '<skipDays><day>Sunday</day></skipDays>', 12 * 3_600_000],
    [
      'twice a day',
      '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>',
      12 * 3_600_000,
    ],
  ])('is left alone: %s', async (_name, channel, ms) => {
    const space = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" version';
    expect(await pollBody(rss(item('A'), channel).replace('version="2', `${space}="2`))).toMatchObject({
      notWithinMs: ms,
    });
  });

  it('is waited for as it asks, also where it has not changed', async () => {
    await using server = await serving();
    await using client = createTestClient();
    server.serve('/feed', rss(item('A'), '<ttl>120</ttl>'), { headers: { 'Cache-Control': 'max-age=60' } });
    const source = feedAt(`${server.url}/feed`);
    const first = await source.poll(contextFor(client));
    expect(first).toMatchObject({ notWithinMs: 7_200_000 });
    const validator = first.kind === 'changed' ? (first.validator ?? null) : null;
    expect(await source.poll(contextFor(client, validator))).toMatchObject({
      kind: 'not-modified',
      notWithinMs: 7_200_000,
    });
  });
});

describe('what is no failure', () => {
  it.each(['gzip', 'br', 'zstd'] as const)('an answer packed with %s', async (encoding) => {
    await using server = await serving();
    await using client = createTestClient();
    server.serve('/feed', rss(item('Packed')), { encoding });
    expect(await feedAt(`${server.url}/feed`).poll(contextFor(client))).toMatchObject({
      observations: [{ title: 'Packed' }],
    });
  });

  it.each([
    ['RSS', rss('')],
    ['Atom', '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>x</id></feed>'],
    [
      'RDF',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>t</title></channel></rdf:RDF>',
    ],
    ['JSON Feed', '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[]}'],
  ])('a weekend without items: %s', async (_name, body) => {
    expect(await pollBody(body)).toMatchObject({ observations: [] });
  });

  it('a feed that is said to be a page', async () => {
    const { observations } = await pollBody(rss(item('A')), { 'content-type': 'text/html' });
    expect(observations).toHaveLength(1);
  });

  it('a warning of the publisher’s own program before the feed', async () => {
    const { observations, salvaged } = await pollBody(
      `<br />\n<b>Warning</b>: x in y.php\n${rss(item('A'))}`,
    );
    expect([observations.length, salvaged]).toEqual([1, ['text before the feed was left out']]);
  });

  it('a place that is gone for good', async () => {
    await using server = await serving();
    await using client = createTestClient();
    server.fail({ fault: { kind: 'status', status: 410 } });
    expect(await feedAt(`${server.url}/feed`).poll(contextFor(client))).toEqual({
      kind: 'gone',
      requests: 1,
    });
  });

  it('being asked to wait', async () => {
    await using server = await serving();
    await using client = createTestClient();
    server.fail({ fault: { kind: 'rate-limited', retryAfter: 90 } });
    const error = await feedAt(`${server.url}/feed`)
      .poll(contextFor(client))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RateLimitedError);
    expect((error as RateLimitedError).until).toBe(NOW + 91_000);
  });
});

describe('failures', () => {
  const page = '<html><head><title>Just a moment...</title></head></html>';
  const arxivError =
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Error</title><entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format</summary></entry></feed>';

  it.each<[string, string, string]>([
    ['a page for people', `<!DOCTYPE html>${page}`, 'upstream-challenge'],
    ['a page without a document type', `\n<!-- x -->${page}`, 'upstream-challenge'],
    [
      'a page in XHTML',
      `<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x">${page}`,
      'upstream-challenge',
    ],
    ['nothing', '', 'upstream-truncated'],
    ['white space', ' \n\n', 'upstream-truncated'],
    ['words', 'Forbidden', 'upstream-not-feed'],
    ['XML of another kind', '<?xml version="1.0"?><urlset><url/></urlset>', 'upstream-not-feed'],
    ['JSON of another kind', '{"error":"rate limited"}', 'upstream-not-feed'],
    ['a list in JSON', '[1,2]', 'upstream-not-feed'],
    [
      'half of a JSON feed',
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1"',
      'upstream-truncated',
    ],
    [
      'a feed that broke off before its first item',
      '<rss version="2.0"><channel><title>T</ti',
      'upstream-truncated',
    ],
    ['an error of arXiv in the form of a feed', arxivError, 'upstream-shape'],
  ])('%s', async (_name, body, code) => {
    await expect(pollBody(body)).rejects.toMatchObject({ code, advice: 'retry' });
  });

  it('says what a page is called', async () => {
    await expect(pollBody(page, { 'content-type': 'text/html' })).rejects.toMatchObject({
      fields: { status: 200, contentType: 'text/html', title: 'Just a moment...' },
    });
  });

  it.each([
    [404, 'upstream-not-found'],
    [403, 'upstream-status'],
    [500, 'upstream-status'],
    [304, 'upstream-status'],
  ])('status %i', async (status, code) => {
    await expect(pollAnswer((response) => response.writeHead(status).end())).rejects.toMatchObject({ code });
  });

  it('a connection that ends in the middle', async () => {
    await using server = await serving();
    await using client = createTestClient();
    server.serve('/feed', rss(item('A')));
    server.fail({ fault: { kind: 'half-body', cut: 'connection' } });
    await expect(feedAt(`${server.url}/feed`).poll(contextFor(client))).rejects.toMatchObject({
      code: 'upstream-truncated',
    });
  });
});

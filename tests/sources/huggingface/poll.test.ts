import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { RateLimitedError } from '../../../src/errors.ts';
import { startServer } from '../../http/local-server.ts';
import { createTestClient } from '../../http/test-client.ts';
import { contextFor, pollServer, sourceAt } from './hub-listing.ts';

function rows(from: number, to: number, owner = 'lab'): { _id: string; id: string }[] {
  return Array.from({ length: to - from }, (_, i) => ({
    _id: `id${from + i}`,
    id: `${owner}/repo-${from + i}`,
  }));
}

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => unknown;

/** Answers with a status; a body that is no text is sent as JSON. */
function fail(response: ServerResponse, status: number, body: unknown = '', headers = {}): unknown {
  response.writeHead(status, headers);
  return body;
}

/** A server that answers with the page its cursor names. */
function startHub(answer: Answer) {
  return startServer((request, response) => {
    const body = answer(request, response, new URL(request.url ?? '/', `http://${request.headers.host}`));
    if (body !== undefined) response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

describe('a listing', () => {
  it('asks for the organization, newest first, with what is needed', async () => {
    await using hub = await startHub(() => rows(0, 2));
    await pollServer(hub.url, 'hf_secret', 'Lab');
    const [request] = hub.requests;
    const { pathname, searchParams } = new URL(request?.url ?? '', hub.url);
    expect(pathname).toBe('/api/models');
    expect([searchParams.get('author'), searchParams.get('sort'), searchParams.get('limit')]).toEqual([
      'Lab',
      'createdAt',
      '500',
    ]);
    expect(searchParams.getAll('expand')).toEqual(
      expect.arrayContaining(['createdAt', 'sha', 'tags', 'cardData', 'safetensors', 'baseModels', 'gated']),
    );
    expect(request?.headers).toMatchObject({ authorization: 'Bearer hf_secret', accept: 'application/json' });
  });

  it('has one locator, however the organization is spelled', () => {
    expect(sourceAt('https://huggingface.co', null, 'THUDM').locator).toBe('huggingface-org:thudm');
  });

  it('takes a token that does not begin with hf_, and refuses one that cannot be sent', async () => {
    await using hub = await startHub(() => []);
    await pollServer(hub.url, ' mirror-token\n');
    expect(hub.requests[0]?.headers.authorization).toBe('Bearer mirror-token');
    expect(() => sourceAt(hub.url, 'hf_a\nb')).toThrow(expect.objectContaining({ code: 'hub-token' }));
    try {
      sourceAt(hub.url, 'hf_a\nb');
    } catch (error) {
      expect(String(error)).not.toContain('hf_a');
    }
  });

  it.each([
    ['absolute', (origin: string, n: number) => `<${origin}/api/models?cursor=${n}>; rel="next"`],
    ['without a blank', (origin: string, n: number) => `<${origin}/api/models?cursor=${n}>;rel="next"`],
    ['unquoted', (origin: string, n: number) => `<${origin}/api/models?cursor=${n}>; rel=next`],
    ['relative', (_: string, n: number) => `</api/models?cursor=${n}>; rel="next"`],
    [
      'among others',
      (_: string, n: number) =>
        `</a?b,c>; rel="first", </api/models?cursor=${n}>; title="x"; rel="last next"`,
    ],
  ])('follows links to the end: %s', async (_name, link) => {
    await using hub = await startHub((_request, response, url) => {
      const page = Number(url.searchParams.get('cursor') ?? 0);
      if (page < 3) response.setHeader('link', link(url.origin, page + 1));
      // A short page is no last page, and one repo slides onto the next page while we look.
      return rows(page * 5, page * 5 + (page === 1 ? 1 : 6));
    });
    const { observations, requests } = await pollServer(hub.url);
    expect(requests).toBe(4);
    expect(observations.map(({ name }) => name).sort()).toEqual(
      [...rows(0, 6), ...rows(10, 21)].map(({ id }) => id).sort(),
    );
  });

  it('keeps the cursor exactly as it was given', async () => {
    const cursor = 'eyJfaWQiOnsiJGx0IjoiNjg%2FIn19+%3D%3D&x=%7E';
    await using hub = await startHub((_request, response, url) => {
      if (!url.searchParams.has('cursor'))
        response.setHeader('link', `<${url.origin}/api/models?cursor=${cursor}>; rel="next"`);
      return [];
    });
    await pollServer(hub.url);
    expect(hub.requests[1]?.url).toBe(`/api/models?cursor=${cursor}`);
  });

  it('works below a path and behind a redirect of the same host', async () => {
    await using hub = await startHub((_request, response, url) => {
      if (url.pathname === '/mirror/api/models')
        return fail(response, 307, '', { location: `/v2${url.search}` });
      return url.pathname === '/v2' ? rows(0, 1) : 'lost';
    });
    const { observations, requests } = await pollServer(`${hub.url}/mirror/`, 'hf_x');
    expect([observations.length, requests]).toEqual([1, 2]);
    expect(hub.requests[1]?.headers.authorization).toBe('Bearer hf_x');
  });

  it('leaves private repos out, and finds an empty organization empty', async () => {
    await using hub = await startHub((_request, _response, url) =>
      url.searchParams.get('author') === 'lab' ? [{ ...rows(0, 1)[0], private: true }, ...rows(1, 2)] : [],
    );
    expect((await pollServer(hub.url)).observations.map(({ key }) => key)).toEqual(['id1']);
    expect((await pollServer(hub.url, null, 'unknown')).observations).toEqual([]);
  });
});

describe('the token stays at home', () => {
  it('when the next page is on another host', async () => {
    await using stranger = await startHub(() => rows(1, 2));
    await using hub = await startHub((_request, response) => {
      response.setHeader('link', `<${stranger.url}/api/models?cursor=1>; rel="next"`);
      return rows(0, 1);
    });
    await expect(pollServer(hub.url, 'hf_secret')).rejects.toMatchObject({ code: 'upstream-shape' });
    expect(stranger.requests).toHaveLength(0);
  });

  it('when a redirect leads to another host', async () => {
    await using stranger = await startHub(() => rows(0, 1));
    await using hub = await startHub((_request, response) =>
      fail(response, 302, '', { location: `${stranger.url}/api/models` }),
    );
    await pollServer(hub.url, 'hf_secret');
    expect(stranger.requests).toHaveLength(1);
    expect(stranger.requests[0]?.headers.authorization).toBeUndefined();
  });
});

describe('a field that the Hub no longer knows', () => {
  const valid = ['author', 'cardData', 'createdAt', 'disabled', 'downloads', 'gated', 'lastModified'];
  const more = ['library_name', 'likes', 'pipeline_tag', 'private', 'sha', 'tags'];
  const list = [...valid, ...more];
  const quoted = list.map((name) => `'${name}'`).join(' | ');

  it.each([
    ['lists the valid names', `Invalid option: expected one of ${list.map((name) => `"${name}"`).join('|')}`],
    ['names it', `Invalid enum value. Expected ${quoted}, received 'baseModels'`],
    ['lists without quotes', `expand must be one of ${list.join(', ')}`],
  ])('is left out from then on: the 400 %s', async (_name, error) => {
    await using hub = await startHub((_request, response, url) => {
      const unknown = url.searchParams.getAll('expand').find((name) => !list.includes(name));
      if (unknown === undefined) return rows(0, 3);
      response.writeHead(400, { 'content-type': 'application/json' });
      return { error: error.replace('baseModels', unknown) };
    });
    expect((await pollServer(hub.url)).observations).toHaveLength(3);
    const asked = hub.requests.length;
    expect((await pollServer(hub.url)).requests).toBe(1);
    expect(hub.requests).toHaveLength(asked + 1);
  });

  it.each([
    ['cannot be done without', 'expected one of "sha"|"lastModified"|"tags"'],
    ['is not what the 400 is about', 'limit must be at most 100'],
  ])('fails the poll where it %s', async (_name, error) => {
    await using hub = await startHub((_request, response) => {
      response.statusCode = 400;
      return { error };
    });
    await expect(pollServer(hub.url)).rejects.toMatchObject({
      code: 'upstream-status',
      fields: { status: 400, answer: JSON.stringify({ error }) },
    });
    expect(hub.requests).toHaveLength(1);
  });
});

describe('failures', () => {
  const html = '<html><head><title>502 Bad Gateway</title></head></html>';

  it.each<[string, string, Answer]>([
    ['401', 'upstream-unauthorized', (_, response) => fail(response, 401, { error: 'Invalid username' })],
    ['403', 'upstream-status', (_, response) => fail(response, 403, html)],
    ['404', 'upstream-not-found', (_, response) => fail(response, 404, 'Not Found')],
    ['500', 'upstream-status', (_, response) => fail(response, 500, { error: 'Internal Error' })],
    ['502 with a page', 'upstream-status', (_, response) => fail(response, 502, html)],
    ['503', 'upstream-status', (_, response) => fail(response, 503, '', { 'retry-after': '60' })],
    ['HTML', 'upstream-not-json', () => html],
    ['half a list', 'upstream-truncated', () => '[{"_id":"1","id":"lab/a"},{"_id'],
    [
      'a reset',
      'upstream-truncated',
      (_, response) => {
        response.write('[{');
        setTimeout(() => response.destroy(), 10);
      },
    ],
    ['an object', 'upstream-shape', () => ({ models: [] })],
    ['null', 'upstream-shape', () => 'null'],
    ['a hole', 'upstream-shape', () => [null]],
    ['no _id', 'upstream-shape', () => [...rows(0, 2), { id: 'lab/x' }]],
    ['a number for an _id', 'upstream-shape', () => [{ _id: 5, id: 'lab/x' }]],
    ['no owner', 'upstream-shape', () => [{ _id: '5', id: 'gpt2' }]],
    ['everybody', 'upstream-shape', () => [...rows(0, 2), ...rows(2, 3, 'other')]],
    [
      'the same page for ever',
      'upstream-shape',
      (_, response, url) => fail(response, 200, [], { link: `<${url.href}>; rel="next"` }),
    ],
    [
      'new pages for ever',
      'upstream-shape',
      (_, response, url) => fail(response, 200, [], { link: `<${url.href}1>; rel="next"` }),
    ],
    [
      'a redirect in circles',
      'upstream-redirects',
      (request, response) => fail(response, 302, '', { location: request.url }),
    ],
  ])('%s is %s', async (_name, code, answer) => {
    await using hub = await startHub(answer);
    await expect(pollServer(hub.url)).rejects.toMatchObject({ code, advice: 'retry' });
  });

  it('a listing that fails on its second page is no listing', async () => {
    await using hub = await startHub((_request, response, url) => {
      if (url.searchParams.has('cursor')) return fail(response, 500);
      response.setHeader('link', '</api/models?cursor=1>; rel="next"');
      return rows(0, 500);
    });
    await expect(pollServer(hub.url)).rejects.toMatchObject({
      code: 'upstream-status',
      fields: { status: 500 },
    });
  });

  it('says where the shape is odd, and what a page of HTML is called', async () => {
    await using odd = await startHub(() => [...rows(0, 2), { id: 'lab/x' }]);
    await expect(pollServer(odd.url)).rejects.toMatchObject({ fields: { org: 'lab', path: '2._id' } });
    await using page = await startHub(() => html);
    await expect(pollServer(page.url)).rejects.toMatchObject({ fields: { title: '502 Bad Gateway' } });
  });

  it('waits as long as a 429 says, and asks nothing more until then', async () => {
    await using hub = await startHub((_request, response) => {
      response.writeHead(429, { ratelimit: '"api";r=0;t=42' });
      return { error: 'rate limited' };
    });
    await using client = createTestClient({ maxWaitMs: 20 });
    const context = contextFor(client);
    const first = await sourceAt(hub.url)
      .poll(context)
      .catch((error: unknown) => error);
    expect(first).toBeInstanceOf(RateLimitedError);
    expect(Math.abs((first as RateLimitedError).until - Date.now() - 43_000)).toBeLessThan(1500);
    // Another organization, the same quota.
    await expect(sourceAt(hub.url, null, 'other').poll(context)).rejects.toBeInstanceOf(RateLimitedError);
    expect(hub.requests).toHaveLength(1);
    await expect(sourceAt(hub.url, 'hf_own').poll(context)).rejects.toBeInstanceOf(RateLimitedError);
    expect(hub.requests).toHaveLength(2);
  });

  it('is gone only where the route says so', async () => {
    await using hub = await startHub((_request, response) => fail(response, 410, 'Gone'));
    await using client = createTestClient();
    expect(await sourceAt(hub.url).poll(contextFor(client))).toEqual({ kind: 'gone', requests: 1 });
  });

  it('ends when it is told to', async () => {
    await using hub = await startHub(() => undefined);
    await using client = createTestClient();
    const controller = new AbortController();
    const reason = new Error('shutting down');
    setTimeout(() => controller.abort(reason), 50);
    const context = { ...contextFor(client), signal: controller.signal };
    await expect(sourceAt(hub.url).poll(context)).rejects.toBe(reason);
  });
});

describe('the expected count', () => {
  it.each<[string, number | null, Answer]>([
    [
      'what the overview says',
      42,
      () => ({ _id: 'x', name: 'lab', fullname: 'Lab', numModels: 42, numDatasets: 3 }),
    ],
    ['null without a number', null, () => ({ name: 'lab' })],
    ['null for what is no organization', null, (_, response) => fail(response, 404, { error: 'not found' })],
  ])('is %s', async (_name, expected, answer) => {
    await using hub = await startHub(answer);
    await using client = createTestClient();
    expect(await sourceAt(hub.url).expectedCount(contextFor(client))).toBe(expected);
    expect(hub.requests[0]?.url).toBe('/api/organizations/lab/overview');
  });

  it('fails as a listing does', async () => {
    await using hub = await startHub((_request, response) => fail(response, 401, ''));
    await using client = createTestClient();
    await expect(sourceAt(hub.url).expectedCount(contextFor(client))).rejects.toMatchObject({
      code: 'upstream-unauthorized',
    });
  });
});

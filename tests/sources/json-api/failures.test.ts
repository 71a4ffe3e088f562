import { describe, expect, it } from 'vitest';
import { type PageOptions, type Served, startPageServer } from '../../../src/demo/page-server.ts';
import { RateLimitedError } from '../../../src/errors.ts';
import { jsonApiSchema } from '../../../src/sources/json-api/config.ts';
import { readTime } from '../../../src/sources/json-api/read-value.ts';
import {
  COLLECTION,
  changed,
  keysOf,
  MODELSCOPE,
  OPENROUTER,
  type Options,
  poll,
  TRENDING,
} from './listed.ts';

function models(count: number): { id: string }[] {
  return Array.from({ length: count }, (_, index) => ({ id: `lab/model-${index}` }));
}

const DEEP = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
const JSON_TYPE = { headers: { 'content-type': 'application/json' } };

describe('an answer that cannot be read', () => {
  it.each<[string, Served, PageOptions, Options, object]>([
    [
      'a page',
      '<html><head><title>Sign in</title></head></html>',
      {},
      TRENDING,
      { code: 'upstream-not-json', fields: { title: 'Sign in' } },
    ],
    ['half of one', '[{"id":"a/b"},', JSON_TYPE, TRENDING, { code: 'upstream-truncated' }],
    ['a list without end inside', DEEP, JSON_TYPE, TRENDING, { code: 'upstream-shape' }],
    [
      'an object for a list',
      { error: 'Too busy' },
      {},
      TRENDING,
      {
        code: 'upstream-shape',
        fields: { path: '(the answer itself)', found: 'an object', says: 'Too busy' },
      },
    ],
    [
      'a list elsewhere',
      { models: [] },
      {},
      OPENROUTER,
      { code: 'upstream-shape', fields: { path: 'data', found: 'nothing' } },
    ],
    [
      'a refusal with status 200',
      { success: false, message: 'no such owner' },
      {},
      MODELSCOPE,
      { code: 'upstream-shape', fields: { path: 'success', found: 'boolean false', says: 'no such owner' } },
    ],
    [
      'a count that is none',
      { success: true, data: { models: [], total_count: 'many' } },
      {},
      MODELSCOPE,
      { code: 'upstream-shape', fields: { path: 'data.total_count', found: 'string "many"' } },
    ],
    [
      'entries of another shape',
      [{ id: 1 }, { id: null }, { modelId: 'a/b' }],
      {},
      TRENDING,
      { code: 'upstream-shape', fields: { path: 'id', entries: 3, of: 3 } },
    ],
    [
      'entries without what is configured',
      { data: models(5).map((model) => ({ ...model, name: 'M' })) },
      {},
      OPENROUTER,
      { code: 'upstream-shape', fields: { field: 'listed_on', path: 'created', found: 'nothing' } },
    ],
    ['a refusal', { error: 'no' }, { status: 403 }, TRENDING, { code: 'upstream-status' }],
    ['nothing there', { error: 'no' }, { status: 404 }, TRENDING, { code: 'upstream-not-found' }],
    ['not now', { error: 'no' }, { status: 503 }, TRENDING, { code: 'upstream-status' }],
  ])('%s', async (_name, body, options, config, error) => {
    await using server = await startPageServer();
    server.put('/api', body, options);
    await expect(poll(`${server.url}/api`, config)).rejects.toMatchObject(error);
  });

  it('is gone with a 410, and waits with a 429', async () => {
    await using server = await startPageServer();
    server.put('/api', {}, { status: 410 });
    expect(await poll(`${server.url}/api`, TRENDING)).toEqual({ kind: 'gone', requests: 1 });
    server.put('/api', {}, { status: 429, headers: { 'retry-after': '90' } });
    await expect(poll(`${server.url}/api`, TRENDING)).rejects.toBeInstanceOf(RateLimitedError);
  });
});

describe('a list in pages', () => {
  const { total: _total, ...uncounted } = MODELSCOPE.pages as NonNullable<Options['pages']>;

  it('that ends before its own count is cut off, not complete', async () => {
    await using server = await startPageServer();
    server.put('/api', ({ searchParams }) => ({
      success: true,
      data: {
        models: searchParams.get('page_number') === '1' ? [{ id: 'a/b', created_at: 1 }] : [],
        total_count: 9,
      },
    }));
    await expect(poll(`${server.url}/api`, MODELSCOPE)).rejects.toMatchObject({
      code: 'upstream-truncated',
      fields: { entries: 1, total: 9 },
    });
  });

  it('may have moved by an entry while it was read', async () => {
    await using server = await startPageServer();
    const all = models(20);
    server.put('/api', ({ searchParams }) => {
      const start = (Number(searchParams.get('page_number')) - 1) * 10;
      // Between the pages one was added in front: the last of the first page is the first of the second.
      const shifted = start === 0 ? all : [{ id: 'lab/new' }, ...all];
      return {
        success: true,
        data: { models: shifted.slice(start, start + 10), total_count: 20 + (start === 0 ? 0 : 1) },
      };
    });
    const { pages: _pages, ...config } = MODELSCOPE;
    const pages = { parameter: 'page_number', size: 10, total: 'data.total_count' };
    const result = changed(await poll(`${server.url}/api`, { ...config, fields: { id: 'id' }, pages }));
    expect(new Set(keysOf(result)).size).toBe(20);
  });

  it('ends with a short page where nothing counts, and where pages repeat', async () => {
    await using server = await startPageServer();
    const config = { ...MODELSCOPE, expect: {}, items: '', fields: { id: 'id' }, pages: uncounted };
    server.put('/api', ({ searchParams }) =>
      models(3)
        .slice((Number(searchParams.get('page_number')) - 1) * 2)
        .slice(0, 2),
    );
    expect(changed(await poll(`${server.url}/api`, config))).toMatchObject({
      requests: 2,
      observations: { length: 3 },
    });
    server.put('/api', () => models(2));
    expect(changed(await poll(`${server.url}/api`, config))).toMatchObject({
      requests: 2,
      observations: { length: 2 },
    });
  });

  it('that does not end is a failure', async () => {
    await using server = await startPageServer();
    let n = 0;
    server.put('/api', () => [{ id: `a/${n++}` }, { id: `a/${n++}` }]);
    const config = { ...MODELSCOPE, expect: {}, items: '', fields: { id: 'id' }, pages: uncounted };
    await expect(poll(`${server.url}/api`, config)).rejects.toMatchObject({
      code: 'upstream-shape',
      fields: { pages: 100 },
    });
  });
});

describe('hostile values', () => {
  it('are read neither as keys of the language nor as addresses', async () => {
    await using server = await startPageServer();
    server.put(
      '/api',
      '{"items":[{"type":"model","id":"a/../../b?x=\\u202e<script>"},{"type":"model","id":"__proto__"}]}',
      JSON_TYPE,
    );
    const result = changed(await poll(`${server.url}/api`, COLLECTION));
    expect(result.observations).toMatchObject([
      { key: '__proto__', url: 'https://huggingface.co/__proto__' },
      { url: 'https://huggingface.co/a/_/_/b%3Fx%3D%3Cscript%3E' },
    ]);
    server.put('/api', { items: [{ type: 'model', id: 'a/b' }] });
    const inherited = { ...COLLECTION, fields: { id: 'constructor.name' } };
    await expect(poll(`${server.url}/api`, inherited)).rejects.toMatchObject({ code: 'upstream-shape' });
  });

  it.each([
    [1772154000, '2026-02-27T01:00:00.000Z'],
    ['1772154000000', '2026-02-27T01:00:00.000Z'],
    ['2026-02-27 09:00:00', '2026-02-27T09:00:00.000Z'],
    ['2026-02-27T09:00:00+08:00', '2026-02-27T01:00:00.000Z'],
    ['2026-02-27', '2026-02-27T00:00:00.000Z'],
    [0, null],
    [-5, null],
    [1e300, null],
    ['soon', null],
    [{}, null],
  ])('time %j', (value, expected) => {
    expect(readTime(value)).toBe(expected);
  });
});

describe('its configuration', () => {
  const api = {
    id: 'a',
    kind: 'json-api',
    url: 'https://lab.example/api',
    as: 'models',
    fields: { id: 'id' },
  };
  it.each([
    [{ fields: { name: 'name' } }, 'fields'],
    [{ fields: { id: 'id', contxt: 'x' } }, 'fields'],
    [{ fields: { id: 'id', created_at: 'x' } }, 'fields'],
    [{ fields: { id: 'a..b' } }, 'fields'],
    [{ as: 'repos', lab: 'x' }, 'hub'],
    [{ as: 'repos', hub: 'modelscope' }, 'lab'],
    [{ as: 'repos', hub: 'huggingface', lab: 'x' }, 'hub'],
    [{ hub: 'modelscope' }, 'hub'],
    [{ as: 'organizations', variants: ':' }, 'variants'],
    [{ link: 'https://lab.example/' }, 'link'],
    [{ link: 'https://{id}.example/' }, 'link'],
    [{ official: true }, 'official'],
  ])('refuses %j', (options, path) => {
    const parsed = jsonApiSchema.safeParse({ ...api, ...options });
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toContain(path);
  });
});

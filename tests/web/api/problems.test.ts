import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document } from './described.ts';
import { type Served, startServed } from './served.ts';

let served: Served;
let document: Document;
beforeAll(async () => {
  served = await startServed();
  document = await served.read<Document>('/openapi.json');
});
afterAll(() => served[Symbol.asyncDispose]());

/** The problem that an answer tells of, which has to be one as RFC 9457 has it. */
async function problem(path: string, init: RequestInit = {}) {
  const answer = await served.ask(path, init);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const told = JSON.parse(answer.text);
  expect(told).toMatchObject({
    status: answer.status,
    title: expect.any(String),
    detail: expect.any(String),
  });
  return { ...told, headers: answer.headers };
}

describe('what cannot be understood', () => {
  it('is said of each parameter', async () => {
    const told = await problem('/api/v1/releases?limit=0&lab=quen&kind=lllm&limt=3');
    expect(told).toMatchObject({
      status: 400,
      code: 'invalid-parameters',
      type: '/api#invalid-parameters',
      instance: '/api/v1/releases?limit=0&lab=quen&kind=lllm&limt=3',
    });
    expect(told.errors).toEqual([
      { in: 'query', name: 'limt', message: 'is not known. Did you mean "limit"?' },
      { in: 'query', name: 'limit', message: 'takes a whole number from 1 to 200' },
    ]);
    const filters = await problem('/api/v1/releases?lab=quen&kind=lllm&parameters=many&since=soon');
    expect(filters.errors.map(({ name }: { name: string }) => name)).toEqual([
      'lab',
      'kind',
      'parameters',
      'since',
    ]);
    expect(filters.errors[0].message).toContain('Did you mean "qwen"?');
  });

  it.each([
    ['/repos?kind=llms', 'kind'],
    ['/repos?lab=nobody', 'lab'],
    ['/claims?current=maybe', 'current'],
    ['/events?after=-1', 'after'],
    ['/events?after=99999999999999999999', 'after'],
    ['/alerts?since=soon', 'since'],
    ['/alerts?kind=release', 'kind'],
    ['/sources?state=unchanged', 'state'],
    ['/labs?limit=3', 'limit'],
    ['/releases?limit=201', 'limit'],
    ['/releases?limit=0x10', 'limit'],
  ])('is a 400 that names it: %s', async (path, name) => {
    const told = await problem(`/api/v1${path}`);
    expect(told).toMatchObject({ status: 400, errors: [{ name }] });
  });

  it('is never an error of the server', async () => {
    const paths = Object.entries(document.paths).filter(([, operations]) => 'get' in operations);
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('..', '%', '1e9', '-1', '[]', '7d', "'"),
    );
    const ask = fc.record({
      at: fc.integer({ min: 0, max: paths.length - 1 }),
      id: word,
      values: fc.array(word, { minLength: 20, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(ask, async ({ at, id, values }) => {
        const [path, operations] = paths[at] as (typeof paths)[number];
        if (path === '/events/stream' || path === '/export') return;
        const search = new URLSearchParams(
          (operations.get?.parameters ?? [])
            .filter((parameter) => parameter.in === 'query')
            .map(({ name }, index): [string, string] => [name, (values[index] ?? '').toWellFormed()]),
        );
        const place = path.replace('{id}', encodeURIComponent(id.toWellFormed()));
        const { status } = await served.ask(`/api/v1${place}?${search}`);
        expect([200, 308, 400, 404]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what there is not', () => {
  it.each([
    '/api/',
    '/api/v2/releases',
    '/api/v1',
    '/api/v1/nothing',
    '/api/v1/releases/a/b',
    '/api/v1/releases/',
  ])('is said as a problem: %s', async (path) => {
    expect(await problem(path)).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('is refused with what there is', async () => {
    const told = await problem('/api/v1/releases', {
      method: 'DELETE',
      headers: { authorization: 'Bearer x' },
    });
    expect(told).toMatchObject({ status: 401, code: 'token-invalid' });
    const headers = { authorization: `Bearer ${await served.token('write')}` };
    for (const [path, allow] of [
      ['/releases', 'GET, HEAD, OPTIONS'],
      ['/labs/zhipu', 'GET, HEAD, OPTIONS'],
      ['/events/stream', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const refused = await problem(`/api/v1${path}`, { method: 'PUT', headers });
      expect(refused).toMatchObject({ status: 405, code: 'method-not-allowed' });
      expect(refused.headers.get('allow')).toBe(allow);
    }
    expect((await problem('/api/v1/refresh')).headers.get('allow')).toBe('POST, OPTIONS');
  });

  it('is said to OPTIONS', async () => {
    const answer = await served.ask('/api/v1/releases', { method: 'OPTIONS' });
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect((await served.ask('/api/v1/nothing', { method: 'OPTIONS' })).status).toBe(404);
  });
});

describe('a body', () => {
  it.each([
    ['{', 'application/json', 400, 'invalid-body'],
    ['[]', 'application/json', 400, 'invalid-body'],
    ['{"sources":"hf-qwen"}', 'application/json', 400, 'invalid-body'],
    ['{"source":["hf-qwen"]}', 'application/json', 400, 'invalid-body'],
    ['{"lab":"nobody"}', 'application/json', 400, 'invalid-body'],
    ['{"lab":"qwen","sources":["hf-zhipu"]}', 'application/json', 400, 'invalid-body'],
    ['sources=hf-qwen', 'application/x-www-form-urlencoded', 415, 'body-not-json'],
    [`{"kind":"${'x'.repeat(70_000)}"}`, 'application/json', 413, 'too-large'],
  ])('that cannot be understood is refused: %.40s', async (body, type, status, code) => {
    const headers = { authorization: `Bearer ${await served.token('write')}`, 'content-type': type };
    expect(await problem('/api/v1/refresh', { method: 'POST', headers, body })).toMatchObject({
      status,
      code,
    });
  });
});

it('a body of which nobody knows how long it is is refused', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{}'));
      controller.close();
    },
  });
  const headers = {
    authorization: `Bearer ${await served.token('write')}`,
    'content-type': 'application/json',
  };
  const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
  expect(await problem('/api/v1/refresh', init)).toMatchObject({ status: 411, code: 'length-missing' });
});

describe('a store that cannot be read', () => {
  it('is said as it is, with nothing of its inside', async () => {
    await using broken = await startServed();
    await broken.rig.runtime.database.close();
    const answer = await broken.ask('/api/v1/releases');
    expect([500, 503]).toContain(answer.status);
    expect(JSON.parse(answer.text)).toMatchObject({ detail: expect.stringContaining('log') });
    expect(answer.text).not.toMatch(/sqlite|database|destroyed|\/tmp/i);
    await broken.rig.reopen();
  });
});

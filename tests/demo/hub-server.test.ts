import { HubApiError, listModels } from '@huggingface/hub';
import { afterEach, describe, expect, it } from 'vitest';
import { type HubServer, type HubServerOptions, startHubServer } from '../../src/demo/hub-server.ts';
import { makeRepo } from '../../src/demo/make-repo.ts';
import { ask, askJson, manyRepos } from './hub-client.ts';

let server: HubServer;
afterEach(() => server.close());

async function start(options: HubServerOptions = {}): Promise<HubServer> {
  server = await startHubServer(options);
  return server;
}

const bareFetch = ((url: string, init: object) => ask(url, init)) as unknown as typeof fetch;

async function listed(owner: string): Promise<string[]> {
  const names: string[] = [];
  const search = { owner };
  const additionalFields = ['createdAt', 'sha', 'tags', 'cardData', 'safetensors', 'author'] as const;
  for await (const model of listModels({
    search,
    sort: 'createdAt',
    additionalFields: [...additionalFields],
    hubUrl: server.url,
    fetch: bareFetch,
  })) {
    expect(model.createdAt).toMatch(/Z$/);
    names.push(model.name);
  }
  return names;
}

describe('the listing', () => {
  it('gives every repo once through the Hub client, newest first, over several pages', async () => {
    await start({ repos: [...manyRepos('Qwen', 1203), ...manyRepos('deepseek-ai', 3)] });
    const names = await listed('qwen');
    expect(names).toHaveLength(1203);
    expect(new Set(names).size).toBe(1203);
    expect(names[0]).toBe('Qwen/Model-1202');
    expect(server.requests).toHaveLength(3);
  });

  it('moves nothing when a repo appears between two pages', async () => {
    await start({ repos: manyRepos('Qwen', 4) });
    const first = await ask(`${server.url}/api/models?author=Qwen&sort=createdAt&limit=2`);
    server.add(makeRepo({ name: 'Qwen/Newest', made: '2025-08-01T00:00:00Z' }));
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await ask(next);
    expect(await first.json()).toMatchObject([{ id: 'Qwen/Model-3' }, { id: 'Qwen/Model-2' }]);
    expect(await second.json()).toMatchObject([{ id: 'Qwen/Model-1' }, { id: 'Qwen/Model-0' }]);
    expect(second.headers.get('link')).toBeNull();
  });

  it('shows `_id`, `id` and what `expand` names, and nothing else', async () => {
    await start({ repos: manyRepos('Qwen', 1) });
    const [repo] = (await askJson(`${server.url}/api/models?expand=sha&expand=tags`)) as [object];
    expect(Object.keys(repo).sort()).toEqual(['_id', 'id', 'sha', 'tags']);
  });

  it('refuses an unknown name in `expand` and lists those it knows', async () => {
    await start();
    const answer = await ask(`${server.url}/api/models?expand=sha&expand=colour`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(/must be one of .*baseModels.*sha/) });
    expect((await ask(`${server.url}/api/models?expand=sha&full=true`)).status).toBe(400);
  });

  it('filters by search, tag and task, and sorts', async () => {
    await start({
      repos: [
        makeRepo({ name: 'a/One', made: '2025-01-01T00:00:00Z', license: 'mit' }),
        makeRepo({
          name: 'a/Two',
          made: '2025-01-02T00:00:00Z',
          task: 'text-to-image',
          library: 'diffusers',
        }),
      ],
    });
    expect(await askJson(`${server.url}/api/models?search=tw`)).toMatchObject([{ id: 'a/Two' }]);
    expect(await askJson(`${server.url}/api/models?filter=license:mit`)).toMatchObject([{ id: 'a/One' }]);
    expect(await askJson(`${server.url}/api/models?pipeline_tag=text-to-image`)).toMatchObject([
      { id: 'a/Two' },
    ]);
    expect(await askJson(`${server.url}/api/models?author=nobody`)).toEqual([]);
    expect((await ask(`${server.url}/api/models?sort=colour`)).status).toBe(400);
    expect((await ask(`${server.url}/api/models?limit=0`)).status).toBe(400);
    expect((await ask(`${server.url}/api/models?cursor=abc`)).status).toBe(400);
  });

  it('shows a repo only once it is public', async () => {
    const repo = makeRepo({
      name: 'a/Soon',
      made: '2025-07-01T00:00:00Z',
      publicFrom: '2025-07-11T10:00:00Z',
    });
    await start({ repos: [repo] });
    server.setNow(Date.parse('2025-07-11T09:59:59Z'));
    expect(await askJson(`${server.url}/api/models?author=a`)).toEqual([]);
    expect((await ask(`${server.url}/api/models/a/Soon`)).status).toBe(401);
    server.setNow(Date.parse('2025-07-11T10:00:00Z'));
    expect(await askJson(`${server.url}/api/models?author=a`)).toHaveLength(1);
  });

  it('answers a known ETag with 304, and not after the counters moved', async () => {
    await start({ repos: manyRepos('Qwen', 2) });
    const url = `${server.url}/api/models?author=Qwen`;
    const etag = (await ask(url)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\//);
    const headers = { 'If-None-Match': etag };
    expect((await ask(url, { headers })).status).toBe(304);
    const before = (await askJson(url)) as { downloads: number }[];
    server.jitterCounters();
    expect((await ask(url, { headers })).status).toBe(200);
    const after = (await askJson(url)) as { downloads: number }[];
    expect(after.map((repo) => repo.downloads)).not.toEqual(before.map((repo) => repo.downloads));
  });
});

describe('a repo', () => {
  it('redirects under its old name, also after a move to another organization', async () => {
    await start({ repos: [makeRepo({ name: 'THUDM/glm', made: '2025-01-01T00:00:00Z' })] });
    server.rename('THUDM/glm', 'zai-org/GLM');
    const moved = await ask(`${server.url}/api/models/THUDM/glm`);
    expect(moved.status).toBe(307);
    expect(moved.headers.get('location')).toBe('/api/models/zai-org/GLM');
    expect(await askJson(`${server.url}/api/models?author=THUDM`)).toEqual([]);
    expect(await askJson(`${server.url}/api/models?author=zai-org`)).toHaveLength(1);
  });

  it('is 401 where it is missing and nobody is signed in, 404 with a token', async () => {
    await start({ repos: manyRepos('Qwen', 1) });
    server.remove('Qwen/Model-0');
    const anonymous = await ask(`${server.url}/api/models/Qwen/Model-0`);
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('x-error-code')).toBe('RepoNotFound');
    const headers = { authorization: 'Bearer hf_demo' };
    expect((await ask(`${server.url}/api/models/Qwen/Model-0`, { headers })).status).toBe(404);
  });

  it('serves its small files', async () => {
    const files = { 'config.json': '{"model_type":"qwen3"}' };
    await start({ repos: [makeRepo({ name: 'a/b', made: '2025-01-01T00:00:00Z', files })] });
    expect(await askJson(`${server.url}/a/b/resolve/main/config.json`)).toEqual({ model_type: 'qwen3' });
    const missing = await ask(`${server.url}/a/b/resolve/main/README.md`);
    expect([missing.status, missing.headers.get('x-error-code')]).toEqual([404, 'EntryNotFound']);
    expect(missing.headers.get('ratelimit')).toMatch(/^"resolvers";r=2998;/);
    server.update('a/b', { gated: 'auto' });
    const gated = await ask(`${server.url}/a/b/resolve/main/config.json`);
    expect([gated.status, gated.headers.get('x-error-code')]).toEqual([401, 'GatedRepo']);
  });
});

it('gives overviews of organizations that it knows', async () => {
  await start({
    repos: manyRepos('zai-org', 3),
    organizations: { 'zai-org': { fullname: 'Z.ai', isVerified: true } },
  });
  const overview = await askJson(`${server.url}/api/organizations/ZAI-org/overview`);
  expect(overview).toMatchObject({ name: 'zai-org', fullname: 'Z.ai', isVerified: true, numModels: 3 });
  expect((await ask(`${server.url}/api/organizations/nobody/overview`)).status).toBe(404);
  expect((await ask(`${server.url}/elsewhere`)).status).toBe(404);
});

it('counts the quota for each credential and answers 429 when it is used up, until the window ends', async () => {
  await start({ quota: { anonymous: { api: 2 } } });
  server.setNow(Date.parse('2025-07-01T00:00:00Z'));
  const url = `${server.url}/api/models?author=a`;
  const first = await ask(url);
  expect(first.headers.get('ratelimit')).toBe('"api";r=1;t=300');
  expect(first.headers.get('ratelimit-policy')).toBe('"fixed window";"api";q=2;w=300');
  await ask(url);
  server.setNow(Date.parse('2025-07-01T00:04:00Z'));
  const refused = await ask(url);
  expect([refused.status, refused.headers.get('ratelimit')]).toEqual([429, '"api";r=0;t=60']);
  expect(await refused.json()).toEqual({ error: expect.stringContaining('quota of 2 api requests') });
  const signedIn = await ask(url, { headers: { authorization: 'Bearer hf_demo' } });
  expect(signedIn.headers.get('ratelimit')).toMatch(/r=999;/);
  server.setNow(Date.parse('2025-07-01T00:05:00Z'));
  expect((await ask(url)).status).toBe(200);
});

it('remembers what was asked, and by whom', async () => {
  await start();
  await ask(`${server.url}/api/models?author=a`, { headers: { authorization: 'Bearer hf_demo' } });
  expect(server.requests).toMatchObject([
    { method: 'GET', url: '/api/models?author=a', headers: { authorization: 'Bearer hf_demo' } },
  ]);
  server.forgetRequests();
  expect(server.requests).toEqual([]);
});

it('tells the Hub client why it refuses', async () => {
  await start({ quota: { anonymous: { api: 0 } } });
  const error = await listed('a').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(HubApiError);
  expect(error).toMatchObject({ statusCode: 429, requestId: expect.stringMatching(/^Root=1-/) });
});

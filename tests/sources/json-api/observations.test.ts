import { describe, expect, it } from 'vitest';
import { startPageServer } from '../../../src/demo/page-server.ts';
import type { EntryObservation, RepoObservation } from '../../../src/domain/observation.ts';
import {
  ask,
  COLLECTION,
  changed,
  fixture,
  keysOf,
  MODELSCOPE,
  OPENROUTER,
  poll,
  pollAnswer,
  TRENDING,
} from './listed.ts';

describe('a list of models', () => {
  it('is read as its mapping says: prices for a million tokens, other offers and aliases left out', async () => {
    await using server = await startPageServer();
    const result = await pollAnswer(server, fixture('openrouter.raw.json'), OPENROUTER);
    expect(result.form).toBe('entries');
    expect(result.observations).toEqual(fixture('openrouter.expected.json'));
    expect(result.salvaged).toEqual(['values of another kind were left out']);
    expect(server.requests[0]?.headers.accept).toBe('application/json');
  });

  it('is the same whatever order it comes in, and whatever words describe its models', async () => {
    await using server = await startPageServer();
    const { data } = fixture('openrouter.raw.json') as { data: object[] };
    const { validator } = await pollAnswer(server, { data }, OPENROUTER);
    server.put('/api', { data: data.map((model) => ({ ...model, description: 'Other words' })).reverse() });
    expect(await poll(`${server.url}/api`, OPENROUTER, validator)).toMatchObject({ kind: 'not-modified' });
    server.put('/api', { data: data.slice(1) });
    expect(await poll(`${server.url}/api`, OPENROUTER, validator)).toMatchObject({ kind: 'changed' });
  });

  it('asks with its validators, unless it is read in another way now', async () => {
    await using server = await startPageServer();
    const { validator = null } = await pollAnswer(server, fixture('openrouter.raw.json'), OPENROUTER);
    expect(await poll(`${server.url}/api`, OPENROUTER, validator)).toEqual({
      kind: 'not-modified',
      requests: 1,
    });
    const other = await poll(`${server.url}/api`, { ...OPENROUTER, skip: ['~'] }, validator);
    expect(keysOf(changed(other))).toContain('openrouter/auto');
  });

  it('may be a collection, or all collections of an owner', async () => {
    await using server = await startPageServer();
    const items = [
      { type: 'model', id: 'example-lab/Orion-4' },
      { type: 'dataset', id: 'example-lab/orion-bench' },
      { type: 'model', id: 'other-lab/Lyra-2' },
    ];
    const one = await pollAnswer(server, { slug: 'a', items }, COLLECTION);
    expect(
      (one.observations as EntryObservation[]).map(({ key, subject, developer, url }) => [
        key,
        subject,
        developer,
        url,
      ]),
    ).toEqual([
      ['example-lab/orion-4', 'Orion-4', 'example-lab', 'https://huggingface.co/example-lab/Orion-4'],
      ['other-lab/lyra-2', 'Lyra-2', 'other-lab', 'https://huggingface.co/other-lab/Lyra-2'],
    ]);
    const all = await pollAnswer(
      server,
      [{ items: items.slice(0, 2) }, { items: items.slice(2) }, { title: 'empty' }],
      COLLECTION,
    );
    expect(keysOf(all)).toEqual(keysOf(one));
  });

  it('reads prices for other numbers of tokens', async () => {
    await using server = await startPageServer();
    const prices = { input: 'in', output: 'out', cached: 'hit', currency: 'CNY', per: '1K tokens' } as const;
    const options = { as: 'models', items: 'list', fields: { id: 'id' }, prices } as const;
    const result = await pollAnswer(
      server,
      { list: [{ id: 'orion', in: 0.004, out: 0.016, hit: '0.0004' }] },
      options,
    );
    expect((result.observations as EntryObservation[])[0]?.fields).toEqual({
      prices: 'input (cache hit) 0.4 CNY / 1M tokens; input 4 CNY / 1M tokens; output 16 CNY / 1M tokens',
    });
  });
});

describe('repos of another hub', () => {
  it('come in pages, as a complete listing of their own namespace', async () => {
    await using server = await startPageServer();
    server.putModelScope('/api', fixture('modelscope.raw.json') as { id: string }[]);
    const url = `${server.url}/api?owner=Example-Lab&page_size=2`;
    const result = changed(await poll(url, MODELSCOPE));
    expect(result).toMatchObject({ form: 'repos', namespace: 'modelscope-model', requests: 2 });
    const rows = (result.observations as RepoObservation[]).map((repo) => [
      repo.key,
      repo.name,
      repo.createdAt,
      repo.pipelineTag,
      repo.license,
      repo.tags,
    ]);
    expect(rows).toEqual(fixture('modelscope.expected.json'));
    expect(server.requests.map((request) => request.url)).toEqual([
      '/api?owner=Example-Lab&page_size=2&page_number=1',
      '/api?owner=Example-Lab&page_size=2&page_number=2',
    ]);
    expect(await ask(url, MODELSCOPE, (source, context) => source.expectedCount(context))).toBe(3);
    expect(await poll(url, MODELSCOPE, result.validator ?? null)).toMatchObject({ kind: 'not-modified' });
  });

  it('may be none, and may be private', async () => {
    await using server = await startPageServer();
    server.putModelScope('/api', []);
    expect(changed(await poll(`${server.url}/api`, MODELSCOPE)).observations).toEqual([]);
    const fields = { id: 'id', private: 'private' };
    const answer = {
      success: true,
      data: {
        models: [
          { id: 'a/b', private: true },
          { id: 'a/c', private: false },
        ],
      },
    };
    const { pages: _pages, ...whole } = MODELSCOPE;
    expect(keysOf(await pollAnswer(server, answer, { ...whole, fields }))).toEqual(['modelscope:a/c']);
  });
});

describe('organizations', () => {
  it('are those of the entries, each once, in an order of their own', async () => {
    await using server = await startPageServer();
    const ids = ['zeta/a', 'Alpha/b', 'zeta/c', 'gpt2'];
    const result = await pollAnswer(
      server,
      ids.map((id) => ({ id, trendingScore: Math.random() })),
      TRENDING,
    );
    expect(result.observations).toMatchObject([
      { key: 'alpha', subject: 'Alpha', url: 'https://huggingface.co/Alpha', fields: {} },
      { key: 'zeta', subject: 'zeta', url: 'https://huggingface.co/zeta', fields: {} },
    ]);
    expect(result.salvaged).toEqual(['entries of another shape were left out']);
  });
});

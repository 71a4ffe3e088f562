import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { safetensorsHeader } from '../../../../src/demo/hub-files.ts';
import { type HubServer, startHubServer } from '../../../../src/demo/hub-server.ts';
import { makeRepo } from '../../../../src/demo/make-repo.ts';
import { readRepoFacts } from '../../../../src/sources/huggingface/facts/index.ts';
import { parseLooseJson } from '../../../../src/sources/huggingface/facts/loose-json.ts';
import { startServer } from '../../../http/local-server.ts';
import { createTestClient, systemClock } from '../../../http/test-client.ts';

const NAME = 'acme/Nova-1';
const CONFIG = {
  architectures: ['MixtralForCausalLM'],
  model_type: 'mixtral',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  num_local_experts: 8,
  num_experts_per_tok: 2,
  vocab_size: 32000,
  max_position_embeddings: 32768,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};

let hub: HubServer;
/** One for each test: what parks its quota parks no other. */
let http: ReturnType<typeof createTestClient>;

beforeAll(async () => {
  hub = await startHubServer();
});
beforeEach(() => {
  http = createTestClient();
  hub.replaceAll([]);
  hub.forgetRequests();
  hub.clearFaults();
});
afterEach(() => http.close());
afterAll(() => hub.close());

function show(files: Readonly<Record<string, string | Uint8Array>>, gated?: 'auto') {
  const repo = makeRepo({
    name: NAME,
    made: '2026-01-01T00:00:00Z',
    files,
    ...(gated === undefined ? {} : { gated }),
  });
  hub.add(repo);
  return repo;
}

async function read(
  options: { sha?: string | null; counted?: boolean; token?: string; endpoint?: string } = {},
) {
  const { sha = null, counted = true, token = null, endpoint = hub.url } = options;
  const context = { http, clock: systemClock, signal: new AbortController().signal };
  return await readRepoFacts({ endpoint, token }, { repo: NAME, sha, counted }, context);
}

async function configOf(config: unknown) {
  hub.replaceAll([]);
  show({ 'config.json': typeof config === 'string' ? config : JSON.stringify(config) });
  const result = await read();
  return result.kind === 'facts' ? result.facts.config : null;
}

function paths() {
  return hub.requests.map(({ url }) => url.slice(url.indexOf('/resolve/') + '/resolve/'.length));
}

describe('a repo', () => {
  it('is read at its commit, through the files’ own quota, with two requests', async () => {
    const { sha } = show({ 'config.json': JSON.stringify(CONFIG), 'README.md': '---\nlicense: mit\n---\n' });
    const result = await read({ sha, token: 'hf_secret' });
    expect(result).toMatchObject({
      kind: 'facts',
      facts: {
        repo: NAME,
        sha,
        config: {
          architecture: 'MixtralForCausalLM',
          modelType: 'mixtral',
          contextLength: 32768,
          layers: 32,
          experts: { total: 8, active: 2, shared: null },
          vocabulary: 32000,
          dtype: 'bfloat16',
          quantization: null,
          parameters: { known: true },
        },
        card: { license: 'mit' },
        weights: null,
      },
    });
    expect(paths()).toEqual([`${sha}/config.json`, `${sha}/README.md`]);
    expect(hub.requests.every(({ headers }) => headers.authorization === 'Bearer hf_secret')).toBe(true);
  });

  it('of which one file is missing gives what the other says; of which all are, nothing', async () => {
    show({ 'README.md': '- Context Length: 8K' });
    expect(await read()).toMatchObject({
      facts: { config: null, card: { statements: [{ written: '8K' }] } },
    });
    hub.replaceAll([]);
    show({ 'other.txt': '' });
    expect(await read()).toEqual({ kind: 'none', reason: 'no-such-file' });
  });

  it('that is gated or gone says so', async () => {
    show({ 'config.json': '{}' }, 'auto');
    expect(await read()).toEqual({ kind: 'none', reason: 'gated' });
    expect(await read({ token: 'hf_x' })).toEqual({ kind: 'none', reason: 'gated' });
    hub.replaceAll([]);
    expect(await read()).toEqual({ kind: 'none', reason: 'no-such-repo' });
  });

  it('whose history was rewritten is read as it is now', async () => {
    show({ 'config.json': JSON.stringify(CONFIG) });
    expect(await read({ sha: 'f'.repeat(40) })).toMatchObject({
      facts: { sha: null, config: { layers: 32 } },
    });
  });

  it('is not said to be without files where the Hub only fails', async () => {
    show({ 'config.json': '{}' });
    hub.fail({ fault: { kind: 'status', status: 500 } });
    await expect(read()).rejects.toMatchObject({ code: 'upstream-status' });
    hub.fail({ fault: { kind: 'status', status: 401, message: 'Invalid credentials' } });
    await expect(read({ token: 'hf_old' })).rejects.toMatchObject({ code: 'upstream-unauthorized' });
    hub.fail({ fault: { kind: 'rate-limited' } });
    await expect(read()).rejects.toMatchObject({ code: 'rate-limited' });
  });

  it('that moved, or lies on another host, is followed, and the token stays at home', async () => {
    await using cdn = await startServer((_, response) => response.end(JSON.stringify(CONFIG)));
    show({ 'README.md': '- Context Length: 8K' });
    hub.fail({ fault: { kind: 'redirect', origin: cdn.url, status: 302 } });
    expect(await read({ token: 'hf_secret' })).toMatchObject({ facts: { config: { layers: 32 } } });
    expect(cdn.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('whose files are larger than any such file is read without them', async () => {
    show({ 'config.json': `"${'x'.repeat(1_000_001)}"`, 'README.md': '- Context Length: 8K' });
    expect(await read()).toMatchObject({ facts: { config: null, card: { statements: [{}] } } });
  });
});

describe('a configuration', () => {
  it.each([
    ['no JSON', '{"a": '],
    ['a list', '[]'],
    ['null', 'null'],
    ['a web page', '<html>'],
  ])('that is %s is none', async (_, text) => {
    expect(await configOf(text)).toBeNull();
  });

  it('may hold what only Python writes, nested as deep as it likes, under odd names', async () => {
    const text = `{"a": NaN, "b": [-Infinity, "NaN \\" Infinity"], "__proto__": {"x": 1}, "deep": ${'['.repeat(50_000)}${']'.repeat(50_000)}, "num_hidden_layers": 12}`;
    expect(await configOf(text)).toMatchObject({ layers: 12 });
    expect(parseLooseJson('{"b": [-Infinity, "NaN \\" Infinity"]}')).toEqual({ b: [null, 'NaN " Infinity'] });
    expect(parseLooseJson(`"${'\\"'.repeat(200_000)}`)).toBeUndefined();
  });

  it('with odd values is read without them', async () => {
    const odd = {
      num_hidden_layers: '12',
      vocab_size: -1,
      model_type: { a: 1 },
      architectures: 'X',
      max_position_embeddings: 1e30,
      num_experts: 1.5,
      torch_dtype: '<b>',
    };
    expect(await configOf(odd)).toMatchObject({
      layers: null,
      vocabulary: null,
      modelType: null,
      architecture: null,
      contextLength: null,
      experts: null,
      dtype: null,
    });
  });

  it.each([
    ['as it says', { max_position_embeddings: 40960 }, 40960],
    [
      'stretched from the original',
      {
        max_position_embeddings: 4096,
        rope_scaling: { type: 'yarn', factor: 32, original_max_position_embeddings: 4096 },
      },
      131072,
    ],
    [
      'stretched already',
      {
        max_position_embeddings: 163840,
        rope_scaling: { factor: 40, original_max_position_embeddings: 4096 },
      },
      163840,
    ],
    [
      'by a factor of what nobody says',
      { max_position_embeddings: 16384, rope_scaling: { type: 'linear', factor: 4 } },
      16384,
    ],
    [
      'in the newer spelling',
      {
        max_position_embeddings: 8192,
        rope_parameters: { factor: 2, original_max_position_embeddings: 8192 },
      },
      16384,
    ],
    [
      'in the part that makes words',
      { vision_config: { max_position_embeddings: 577 }, text_config: { max_position_embeddings: 65536 } },
      65536,
    ],
    ['two parts down', { thinker_config: { text_config: { max_position_embeddings: 32768 } } }, 32768],
    ['and not the window that slides', { max_position_embeddings: 32768, sliding_window: 4096 }, 32768],
    ['by an older name', { seq_length: 8192 }, 8192],
    [
      'by an absurd factor',
      {
        max_position_embeddings: 4096,
        rope_scaling: { factor: 1e300, original_max_position_embeddings: 4096 },
      },
      4096,
    ],
  ])('tells the context %s', async (_, config, expected) => {
    expect((await configOf(config))?.contextLength).toBe(expected);
  });

  it('asks the generation’s configuration for the context only where its own says nothing', async () => {
    show({ 'config.json': '{"num_layers": 3}', 'generation_config.json': '{"max_length": 131072}' });
    expect(await read()).toMatchObject({
      facts: { config: { contextLength: 131072, contextFile: 'generation_config.json', layers: 3 } },
    });
  });
});

describe('weights that the listing does not count', () => {
  const config = JSON.stringify(CONFIG);

  it('are counted by the header of the one file, asked for by its range', async () => {
    const tensors = {
      __metadata__: { format: 'pt' },
      a: { dtype: 'BF16', shape: [1000, 2000], data_offsets: [0, 1] },
      b: { dtype: 'F32', shape: [7], data_offsets: [1, 2] },
    };
    const file = Buffer.concat([safetensorsHeader(tensors), Buffer.alloc(300_000)]);
    show({ 'config.json': config, 'model.safetensors': file });
    expect(await read({ counted: false })).toMatchObject({
      facts: { weights: { total: 2_000_007, file: 'model.safetensors' } },
    });
    expect(hub.requests.at(-1)?.headers).toMatchObject({
      range: 'bytes=0-99999',
      'accept-encoding': 'identity',
    });
  });

  it('are asked for again where the header is longer', async () => {
    const tensors = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [
        `layers.${i}.weight`,
        { dtype: 'F16', shape: [10, 10], data_offsets: [0, 1] },
      ]),
    );
    show({
      'config.json': config,
      'model.safetensors': Buffer.concat([safetensorsHeader(tensors), Buffer.alloc(1000)]),
    });
    expect(await read({ counted: false })).toMatchObject({ facts: { weights: { total: 300_000 } } });
  });

  it('are counted by the index of many files, or by their size', async () => {
    show({
      'config.json': config,
      'model.safetensors.index.json':
        '{"metadata": {"total_parameters": 671026419200, "total_size": 1}, "weight_map": {}}',
    });
    expect(await read({ counted: false })).toMatchObject({ facts: { weights: { total: 671026419200 } } });
    hub.replaceAll([]);
    show({
      'config.json': config,
      'model.safetensors.index.json': '{"metadata": {"total_size": 93405585408.0}}',
    });
    expect(await read({ counted: false })).toMatchObject({
      facts: { weights: { total: 46702792704, file: 'model.safetensors.index.json' } },
    });
  });

  it.each([
    [
      'packed',
      JSON.stringify({ ...CONFIG, quantization_config: { quant_method: 'awq' } }),
      { a: { dtype: 'BF16', shape: [5] } },
    ],
    ['of integers', config, { a: { dtype: 'I32', shape: [5] } }],
    ['of an impossible shape', config, { a: { dtype: 'F16', shape: [5, '6'] } }],
    ['beyond all numbers', config, { a: { dtype: 'F16', shape: [2 ** 50, 2 ** 50] } }],
  ])('are not counted where they are %s', async (_, configuration, tensors) => {
    show({ 'config.json': configuration, 'model.safetensors': safetensorsHeader(tensors) });
    expect(await read({ counted: false })).toMatchObject({ kind: 'facts', facts: { weights: null } });
  });

  it('are not counted where the header says that it is longer than any', async () => {
    show({ 'config.json': config, 'model.safetensors': Buffer.alloc(64, 0xff) });
    expect(await read({ counted: false })).toMatchObject({ facts: { weights: null } });
  });
});

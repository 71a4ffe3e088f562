import { expect, it } from 'vitest';
import { claimsOfFacts } from '../../../src/domain/claims/claims-of-facts.ts';
import { fitOf } from '../../../src/domain/claims/fit.ts';
import { parseClaim } from '../../../src/domain/claims/parse-claim.ts';
import type { RepoFacts } from '../../../src/domain/repo-facts.ts';
import { factsPriority } from '../../../src/domain/repo-facts.ts';

const FACTS: RepoFacts = {
  repo: 'acme/Nova-V3',
  sha: 'abc123',
  config: {
    architecture: 'NovaForCausalLM',
    modelType: 'nova',
    contextLength: 163840,
    contextFile: 'config.json',
    layers: 61,
    experts: { total: 256, active: 8, shared: 1 },
    vocabulary: 129280,
    dtype: 'bfloat16',
    quantization: null,
    parameters: { known: true, total: 671e9, active: 37.5e9, embeddings: 1.85e9 },
  },
  card: {
    license: 'MIT',
    licenseLink: null,
    languages: ['en', 'zh'],
    baseModels: [],
    pipelineTag: null,
    tags: [],
    paper: { url: 'https://arxiv.org/abs/2412.19437', label: 'Paper' },
    announcement: null,
    benchmarks: [
      {
        benchmark: 'MMLU',
        score: 88.5,
        unit: 'points',
        setting: 'EM',
        measuredBy: 'self-reported',
        place: 'table 2',
        written: '88.5',
        quote: 'MMLU (EM): 88.5',
      },
    ],
    statements: [
      { attribute: 'active_parameters', written: '37B', place: 'table 1', quote: 'x'.repeat(400) },
      { attribute: 'architecture', written: 'Mixture-of-Experts (MoE)', place: 'table 1', quote: 'a' },
      { attribute: 'context_length', written: '128K', place: 'table 1', quote: '128K' },
    ],
  },
  weights: { total: 684_531_386_000, file: 'model.safetensors.index.json' },
};

function claims(attribute: string) {
  return claimsOfFacts(FACTS, 'Nova-V3').filter((claim) => claim.attribute === attribute);
}

it('says of each claim how and where it was read', () => {
  expect(claims('total_parameters')).toEqual([
    {
      model: 'Nova-V3',
      attribute: 'total_parameters',
      value: { kind: 'number', amount: 684_531_386_000, precision: 'counted', slack: 0 },
      written: '684531386000',
      extraction: 'weights',
      place: 'model.safetensors.index.json',
      url: 'https://huggingface.co/acme/Nova-V3/blob/abc123/model.safetensors.index.json',
      quote: null,
    },
  ]);
  expect(claims('experts')[0]).toMatchObject({
    value: { amount: 256, precision: 'exact' },
    written: '256, 8 for each token, 1 shared',
    extraction: 'config',
  });
  expect(claims('license')[0]).toMatchObject({
    value: { license: 'mit' },
    extraction: 'card',
    place: 'front matter',
  });
  expect(claims('paper')[0]).toMatchObject({
    value: { text: 'https://arxiv.org/abs/2412.19437' },
    quote: 'Paper',
  });
  expect(claims('benchmarks')[0]).toMatchObject({
    value: { kind: 'benchmark', benchmark: 'MMLU', score: 88.5, measuredBy: 'self-reported' },
  });
});

it('claims no total from a computation, and keeps quotes short', () => {
  expect(claims('total_parameters')).toHaveLength(1);
  expect(
    claims('active_parameters').map(({ extraction, quote }) => [extraction, quote?.length ?? null]),
  ).toEqual([
    ['config', null],
    ['card', 300],
  ]);
});

it('puts what was computed and configured so that the lab’s own figure fits with it', () => {
  for (const attribute of ['active_parameters', 'context_length', 'architecture']) {
    const [ours, labs] = claims(attribute);
    if (ours === undefined || labs === undefined) throw new Error(attribute);
    expect(fitOf(ours.value, labs.value)).not.toBe('conflict');
  }
  const [context] = claims('context_length');
  const [million] = parseClaim('context_length', '1M');
  if (context === undefined || million === undefined) throw new Error('no context');
  expect(fitOf(context.value, million)).toBe('conflict');
});

it('says nothing where nothing was read', () => {
  expect(claimsOfFacts({ ...FACTS, config: null, card: null, weights: null }, 'X')).toEqual([]);
});

it('reads new releases first, then the newest', () => {
  const older = Date.parse('2024-01-01T00:00:00Z');
  const newer = Date.parse('2025-01-01T00:00:00Z');
  expect(factsPriority(true, older)).toBe(0);
  expect(factsPriority(false, newer)).toBeLessThan(factsPriority(false, older));
  expect(factsPriority(false, Date.parse('2200-01-01T00:00:00Z'))).toBe(1);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeModels, describeRelease, type FactSource, hubUrl } from '../../src/domain/release-facts.ts';
import { makeObservation } from './labs.ts';

function source(name: string, extra: Partial<FactSource> = {}, observed = {}): FactSource {
  return {
    name: `Qwen/${name}`,
    modelName: 'Qwen9-7B',
    kind: 'llm',
    role: 'chat',
    quantization: null,
    totalParameters: 7_000_000_000,
    activeParameters: null,
    observation: makeObservation(`Qwen/${name}`, observed),
    ...extra,
  };
}

const developer = { value: 'Qwen', reason: '', source: '', url: '', conflicting: false };
const counted = (total: number) => ({ parameters: { total, byType: { BF16: total } } });

function totalOf(...repos: FactSource[]) {
  const fact = describeModels(repos)[0]?.facts.total_parameters;
  return fact === undefined ? null : [fact.value, fact.reason];
}

describe('how large a model is', () => {
  it('is counted in its weights where that fits its name', () => {
    expect(totalOf(source('Qwen9-7B', {}, counted(7_600_000_000)))).toEqual([
      7_600_000_000,
      'counted in the weights (safetensors metadata)',
    ]);
  });

  it('is what the name says where the count does not fit, or is of packed weights', () => {
    const named = [7_000_000_000, 'stated in the name of the repo'];
    expect(totalOf(source('Qwen9-7B', {}, counted(9_000_000_000)))).toEqual(named);
    expect(totalOf(source('Qwen9-7B-AWQ', { quantization: 'awq' }, counted(1_800_000_000)))).toEqual(named);
  });

  it('is not said where nothing says it', () => {
    const nameless = { totalParameters: null };
    expect(totalOf(source('Qwen9', nameless))).toBeNull();
    expect(totalOf(source('Qwen9', nameless, counted(685_000_000_000)))).toEqual([
      685_000_000_000,
      'counted in the weights (safetensors metadata)',
    ]);
  });
});

describe('a release', () => {
  const small = source('Qwen9-7B', {}, { license: 'apache-2.0', languages: ['en'] });
  const large = source(
    'Qwen9-70B',
    { modelName: 'Qwen9-70B', totalParameters: 70_000_000_000 },
    { license: 'apache-2.0' },
  );

  it('has the facts that its models share, and ranges of numbers', () => {
    const facts = describeRelease(describeModels([small, large]), developer, null);
    expect(facts.license?.value).toBe('apache-2.0');
    expect(facts.total_parameters?.value).toEqual({ min: 7_000_000_000, max: 70_000_000_000 });
    // Only one of them says it.
    expect(facts.languages).toBeUndefined();
  });

  it('lists its largest model first, full precision speaking before packed weights', () => {
    const packed = source('A-Qwen9-7B-FP8', { quantization: 'fp8' }, { license: 'mit' });
    const models = describeModels([packed, small, large]);
    expect(models.map((model) => model.name)).toEqual(['Qwen9-70B', 'Qwen9-7B']);
    expect(models[1]).toMatchObject({
      repos: ['Qwen/A-Qwen9-7B-FP8', 'Qwen/Qwen9-7B'],
      facts: { license: { value: 'apache-2.0', url: 'https://huggingface.co/Qwen/Qwen9-7B' } },
    });
  });

  it('is described alike whatever the order of its repos', () => {
    const base = source('Qwen9-7B-Base', { role: 'base' }, { license: 'mit', languages: ['zh'] });
    const packed = source('Qwen9-7B-FP8', { quantization: 'fp8' }, { tags: ['arxiv:2507.00001'] });
    const repos = [small, large, base, packed];
    fc.assert(
      fc.property(fc.shuffledSubarray(repos, { minLength: repos.length }), (shuffled) => {
        expect(describeModels(shuffled)).toEqual(describeModels(repos));
      }),
    );
  });
});

it('links to the page of a repo, whatever its name holds', () => {
  expect(hubUrl('Qwen/Qwen9-7B')).toBe('https://huggingface.co/Qwen/Qwen9-7B');
  expect(hubUrl('Qwen/a?b#c d')).toBe('https://huggingface.co/Qwen/a%3Fb%23c%20d');
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arrival, SimulatedRelease } from '../../bench/simulated-catalog.ts';
import { simulateCatalog } from '../../bench/simulated-catalog.ts';
import { lookupKeys, placeRepo } from '../../src/domain/grouping.ts';
import type { NamingLab } from '../../src/domain/naming.ts';
import type { RepoObservation } from '../../src/domain/observation.ts';
import { identifyRepo } from '../../src/domain/release-identity.ts';
import { labs, makeObservation } from './labs.ts';
import type { Launch } from './launches.ts';
import { launches } from './launches.ts';

const day = 86_400_000;
const start = Date.parse('2025-07-01T00:00:00Z');

function arrive(lab: NamingLab, name: string, days: number, extra: Partial<RepoObservation> = {}): Arrival {
  const observation = makeObservation(`org/${name}`, { pipelineTag: 'text-generation', ...extra });
  return { observation, lab, publicAt: start + days * day };
}

function quantizes(...names: string[]): Partial<RepoObservation> {
  return { baseModels: { relation: 'quantized', names: names.map((name) => `org/${name}`) } };
}

function arrivalsOf(launch: Launch, days: readonly number[] = []): Arrival[] {
  return launch.repos.map((name, index) =>
    arrive(launch.lab, name, days[index] ?? 0, { pipelineTag: launch.pipelineTag }),
  );
}

/** Releases by name with their repos, for comparing catalogs whatever the order. */
function summary(releases: readonly SimulatedRelease[]): Record<string, string[]> {
  return Object.fromEntries(
    releases.map((release) => [release.name, release.repos.map((name) => name.slice('org/'.length)).sort()]),
  );
}

function namesAfter(...arrivals: Arrival[]): string[] {
  return simulateCatalog(arrivals).map((release) => release.name);
}

describe('one launch', () => {
  it.each(launches)('$lab.id $name: any order within a week gives one release and one alert', (launch) => {
    const days = fc.array(fc.double({ min: 0, max: 7, noNaN: true }), {
      minLength: launch.repos.length,
      maxLength: launch.repos.length,
    });
    const order = fc.shuffledSubarray([...launch.repos.keys()], { minLength: launch.repos.length });
    fc.assert(
      fc.property(days, order, (when, indices) => {
        const arrivals = arrivalsOf(launch, when);
        const catalog = simulateCatalog(indices.map((index) => arrivals[index] as Arrival));
        expect(catalog).toHaveLength(1);
        expect(catalog[0]).toMatchObject({ stem: launch.stem, name: launch.name });
        expect(catalog[0]?.alertedBy).toHaveLength(1);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps the launches of one lab apart, whatever the order of all their repos', () => {
    for (const ofLab of Map.groupBy(launches, (launch) => launch.lab).values()) {
      // Half a year apart, so that a variant of the same stem is a launch of its own.
      const all = ofLab.flatMap((launch, index) =>
        arrivalsOf(
          launch,
          launch.repos.map(() => index * 180),
        ),
      );
      const expected = Object.fromEntries(ofLab.map((launch) => [launch.name, launch.repos.toSorted()]));
      fc.assert(
        fc.property(fc.shuffledSubarray([...all.keys()], { minLength: all.length }), (indices) => {
          const catalog = simulateCatalog(indices.map((index) => all[index] as Arrival));
          expect(summary(catalog)).toEqual(expected);
          for (const release of catalog) expect(release.alertedBy).toHaveLength(1);
        }),
        { numRuns: 15 },
      );
    }
  });
});

describe('modes and sizes by name', () => {
  it.each([
    { days: 7, expected: ['Kimi-K2'] },
    { days: 7.01, expected: ['Kimi-K2', 'Kimi-K2-Thinking'] },
    { days: 118, expected: ['Kimi-K2', 'Kimi-K2-Thinking'] },
  ])('a thinking model $days days later gives $expected', ({ days, expected }) => {
    const plain = arrive(labs.moonshot, 'Kimi-K2-Instruct', 0);
    const thinking = arrive(labs.moonshot, 'Kimi-K2-Thinking', days);
    expect(namesAfter(plain, thinking)).toEqual(expected);
    expect(namesAfter(thinking, plain).sort()).toEqual(expected);
  });

  it('a thinking model that comes first gives its place and name to the plain ones', () => {
    const thinking = arrive(labs.moonshot, 'Kimi-K2-Thinking', 0);
    expect(namesAfter(thinking)).toEqual(['Kimi-K2-Thinking']);
    expect(namesAfter(thinking, arrive(labs.moonshot, 'Kimi-K2-Instruct', 5))).toEqual(['Kimi-K2']);
  });

  it('later sizes of a mode stay with the release that has the mode', () => {
    expect(
      namesAfter(
        arrive(labs.qwen, 'Qwen3-235B-A22B-Instruct-2507', 0),
        arrive(labs.qwen, 'Qwen3-235B-A22B-Thinking-2507', 4),
        arrive(labs.qwen, 'Qwen3-30B-A3B-Thinking-2507', 9),
        arrive(labs.qwen, 'Qwen3-4B-Thinking-2507', 15),
      ),
    ).toEqual(['Qwen3-2507']);
  });

  it.each([
    ['DeepSeek-V2', 'DeepSeek-V2-Lite', labs.deepseek, 9, 1],
    ['GLM-4.7', 'GLM-4.7-Flash', labs.zhipu, 28, 2],
    ['Intern-S1', 'Intern-S1-Pro', labs.shanghai, 190, 2],
    ['Qwen2.5-Coder-7B', 'Qwen2.5-Coder-32B', labs.qwen, 50, 1],
    ['Ling-lite', 'Ling-1T', labs.ant, 200, 2],
  ] as const)('%s and %s %#', (first, second, lab, days, releases) => {
    expect(namesAfter(arrive(lab, first, 0), arrive(lab, second, days))).toHaveLength(releases);
  });

  it('merges two releases when a repo between them shows that they are one launch, into the older id', () => {
    const late = arrive(labs.qwen, 'Qwen3-30B-A3B-Thinking-2507', 9);
    const first = arrive(labs.qwen, 'Qwen3-235B-A22B-Instruct-2507', 0);
    const between = arrive(labs.qwen, 'Qwen3-235B-A22B-Thinking-2507', 4);
    expect(simulateCatalog([late, first])).toHaveLength(2);
    const merged = simulateCatalog([late, first, between]);
    expect(merged).toHaveLength(1);
    expect(merged[0]?.alertedBy).toHaveLength(2);
  });
});

describe('what opens a release of its own', () => {
  it.each([
    [labs.deepseek, 'DeepSeek-V3', 'DeepSeek-V3-0324'],
    [labs.deepseek, 'DeepSeek-V3.1', 'DeepSeek-V3.1-Terminus'],
    [labs.deepseek, 'DeepSeek-V3.2', 'DeepSeek-V3.2-Exp'],
    [labs.deepseek, 'DeepSeek-V3.2', 'DeepSeek-V3.2-Speciale'],
    [labs.deepseek, 'DeepSeek-V2', 'DeepSeek-Math-V2'],
    [labs.minimax, 'MiniMax-M2', 'MiniMax-M2.1'],
    [labs.zhipu, 'glm-4-9b', 'GLM-4-9B-0414'],
    [labs.zhipu, 'GLM-4.5', 'GLM-4.5V'],
    [labs.tencent, 'Hy3-preview', 'Hy3'],
    [labs.qwen, 'QwQ-32B-Preview', 'QwQ-32B'],
    [labs.qwen, 'Qwen3-8B', 'Qwen3-VL-8B-Instruct'],
    [labs.qwen, 'Qwen3-Coder-30B-A3B-Instruct', 'Qwen3-Coder-Next'],
    [labs.teleai, 'TeleChat-12B', 'TeleChat-12B-v2'],
    [labs.kunlun, 'Skywork-13B-base', 'Skywork-13B-Math'],
    [labs.xverse, 'XVERSE-MoE-A4.2B', 'XVERSE-MoE-A36B'],
  ])('%#', (lab, first, second) => {
    // Even on the same day.
    expect(simulateCatalog([arrive(lab, first, 0), arrive(lab, second, 0)])).toHaveLength(2);
  });

  it('puts a mode before a launch that is not there yet, and names why', () => {
    const identity = identifyRepo(makeObservation('org/Kimi-K2-Thinking'), labs.moonshot);
    expect(placeRepo(identity, start, [])).toMatchObject({ kind: 'open', reason: 'new-stem' });
    const release = placeRepo(
      identifyRepo(makeObservation('org/Kimi-K2-Base'), labs.moonshot),
      start,
      [],
    ).release;
    const later = placeRepo(identity, start + 30 * day, [{ ...release, id: 'a', holds: [] }]);
    expect(later).toMatchObject({ kind: 'open', reason: 'later-variant' });
  });
});

describe('artefacts', () => {
  it.each([
    ['Qwen3-8B', 'Qwen3-8B-AWQ'],
    ['GLM-4.5', 'GLM-4.5-NVFP4'],
    ['Qwen3-8B', 'Qwen3-8B-GGUF-Q4_K_M'],
    ['Qwen3-8B', 'qwen3-8b-gguf'],
  ])('%s, and %s a year later, are one', (first, second) => {
    expect(simulateCatalog([arrive(labs.qwen, first, 0), arrive(labs.qwen, second, 365)])).toHaveLength(1);
  });

  it('joins what it was made from where its name adds a word, before or after its base', () => {
    const base = arrive(labs.moonshot, 'Kimi-K9', 0);
    const artefact = arrive(labs.moonshot, 'Kimi-K9-Blockwise-INT4', 90, quantizes('Kimi-K9'));
    expect(namesAfter(base, artefact)).toEqual(['Kimi-K9']);
    expect(namesAfter(artefact, base)).toEqual(['Kimi-K9']);
  });

  it('does not follow a base of another line, date or organization', () => {
    const identify = (name: string, base: string) =>
      identifyRepo(makeObservation(name, { baseModels: { relation: 'quantized', names: [base] } }), labs.qwen)
        .stem;
    expect(identify('Qwen/Qwen3-Embedding-8B-GGUF', 'Qwen/Qwen3-8B-Base')).toBe('qwen3-embedding');
    expect(identify('Qwen/Qwen3-4B-2507-GGUF', 'Qwen/Qwen3-4B')).toBe('qwen3-2507');
    expect(identify('Qwen/Qwen3-Foo-4B-GGUF', 'other/Qwen3-4B')).toBe('qwen3-foo');
  });

  it('joins a release of another stem that holds its base, as an operator has decided, and changes only its time', () => {
    const identity = identifyRepo(makeObservation('org/Foo-7B-FP8', quantizes('Foo-7B')), labs.qwen);
    expect(lookupKeys(identity)).toEqual({ stems: ['foo'], baseRepoNames: ['org/Foo-7B'] });
    const held = placeRepo(identifyRepo(makeObservation('org/Bar-1'), labs.qwen), start, []).release;
    const placed = placeRepo(identity, start + day, [{ ...held, id: 'bar', holds: ['org/Foo-7B'] }]);
    expect(placed).toMatchObject({ kind: 'join', releaseId: 'bar', reason: 'made-from', merges: [] });
    expect(placed.release).toEqual({ ...held, lastPublicAt: start + day });
  });
});

import { describe, expect, it } from 'vitest';
import { welcomeLines } from '../../src/alerts/overview-lines.ts';
import { linesOf, plainText, titleOf } from '../../src/alerts/wording.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import type { ReleaseView } from '../../src/domain/release-view.ts';
import {
  announced,
  extension,
  factOf,
  glm,
  modelOf,
  newRelease,
  plannedReleased,
  removal,
  withoutRelease,
} from './sample-contents.ts';

/** Whole texts, as a reader gets them. */
const golden: readonly (readonly [string, AlertContent, string])[] = [
  [
    'a new release',
    newRelease,
    `Zhipu AI released GLM-4.5
Kind: language model
Model: GLM-4.5 (355B, 32B active, 128K context)
Licence: MIT
Languages: English and Chinese
Repos: zai-org/GLM-4.5 and zai-org/GLM-4.5-FP8
Seen: 2025-07-28 09:02 UTC, repo made 8 days earlier
Link: https://huggingface.co/zai-org/GLM-4.5`,
  ],
  [
    'an addition to one',
    extension,
    `Zhipu AI added GLM-4.5-Air to GLM-4.5
Kind: language model
Model: GLM-4.5-Air (106B, 12B active)
Licence: MIT
Languages: English and Chinese
Repo: zai-org/GLM-4.5-Air
Seen: 2025-08-04 16:40 UTC
Release: first seen 7 days before
Link: https://huggingface.co/zai-org/GLM-4.5-Air`,
  ],
  [
    'weights of a planned model',
    plannedReleased,
    `Zhipu AI released the weights of GLM-4.5
Kind: language model
Model: GLM-4.5 (355B, 32B active, 128K context)
Licence: MIT
Languages: English and Chinese
Before: planned since 2025-05-02
Repos: zai-org/GLM-4.5 and zai-org/GLM-4.5-FP8
Seen: 2025-07-28 09:02 UTC, repo made 8 days earlier
Link: https://huggingface.co/zai-org/GLM-4.5`,
  ],
  [
    'an announcement without a repo',
    announced,
    `Zhipu AI announced GLM-4.5 (no weights yet)
Kind: language model
Size: not stated
Seen: 2025-07-28 09:02 UTC
Link: https://z.ai/blog/glm-4.5`,
  ],
  [
    'a removal',
    removal,
    `GLM-4.5 by Zhipu AI is no longer public
Kind: language model
Repos: zai-org/GLM-4.5 and zai-org/GLM-4.5-FP8
Seen: 2025-07-28 09:02 UTC, repo made 8 days earlier`,
  ],
  [
    'a failing source',
    withoutRelease,
    `zai-org on Hugging Face keeps failing
12 polls failed since 2025-07-28 06:40 UTC: 503.`,
  ],
];

describe('the text of', () => {
  it.each(golden)('%s', (_name, content, text) => {
    expect(plainText(content)).toBe(text);
  });
});

describe('titles', () => {
  const kimi = { labName: 'Moonshot AI', releaseName: 'Kimi-K2' };

  it('name lab and release', () => {
    expect(titleOf('release.new', kimi)).toBe('Moonshot AI released Kimi-K2');
    expect(titleOf('release.available', kimi)).toBe('Moonshot AI made Kimi-K2 available (no weights yet)');
    expect(titleOf('release.available', { ...kimi, byApi: true })).toBe(
      'Kimi-K2 by Moonshot AI is available by API (no weights seen)',
    );
    expect(titleOf('release.announced', kimi)).toBe('Moonshot AI announced Kimi-K2 (no weights yet)');
    expect(titleOf('release.updated', kimi)).toBe('Moonshot AI updated Kimi-K2');
    expect(titleOf('release.corrected', kimi)).toBe('Correction: Kimi-K2 by Moonshot AI');
    expect(titleOf('release.extended', kimi)).toBe('Moonshot AI extended Kimi-K2');
  });

  it('count what they cannot list', () => {
    expect(titleOf('release.extended', { ...kimi, added: ['A', 'B'] })).toBe(
      'Moonshot AI added A and B to Kimi-K2',
    );
    expect(titleOf('release.extended', { ...kimi, added: ['A', 'B', 'C', 'D'] })).toBe(
      'Moonshot AI added A, B and 2 more to Kimi-K2',
    );
    expect(titleOf('catch-up', { releases: 12 })).toBe('Catching up: 12 releases since the last look');
    expect(titleOf('catch-up', { releases: 1 })).toBe('Catching up: 1 release since the last look');
    expect(titleOf('welcome', { sources: 42, organizations: 42 })).toBe(
      'modelwatch is watching 42 organizations',
    );
    expect(titleOf('welcome', { sources: 99, organizations: 42 })).toBe('modelwatch is watching 99 sources');
  });

  it('do without a lab', () => {
    const nameless = { labName: null, releaseName: 'Kimi-K2' };
    expect(titleOf('release.new', nameless)).toBe('Kimi-K2 was released');
    expect(titleOf('release.removed', nameless)).toBe('Kimi-K2 is no longer public');
    expect(titleOf('release.new', { labName: 'Moonshot AI', releaseName: '\u200b' })).toBe(
      'Moonshot AI released (no name)',
    );
    expect(titleOf('release.extended', { ...nameless, added: ['A'] })).toBe('Kimi-K2 was extended by A');
  });

  it('keep the verb in sight, whatever the name', () => {
    const title = titleOf('release.new', {
      labName: 'L'.repeat(9999),
      releaseName: `R\n\u202e${'r'.repeat(9999)}`,
    });
    expect(title).toMatch(/^L{99}… released R r+…$/);
  });
});

describe('facts', () => {
  function lineOf(label: string, release: Partial<ReleaseView>): string | undefined {
    const content = { ...newRelease, release: { ...glm, ...release } };
    return linesOf(content).find((line) => line.startsWith(label));
  }
  const models = (...list: [string, Record<string, unknown>][]) => ({
    models: list.map(([name, facts]) => modelOf(name, facts, [])),
  });

  it('never say more than is known', () => {
    expect(lineOf('Model', models(['A', {}]))).toBe('Model: A (size not stated)');
    expect(lineOf('Model', models(['A', {}], ['B', {}]))).toBe('Models: A and B (sizes not stated)');
    expect(lineOf('Model', models(['A', { total_parameters: 8e9 }], ['B', {}]))).toBe(
      'Models: A (8B) and B (size not stated)',
    );
    expect(lineOf('Model', models(['A', { context_length: 32_768, total_parameters: 'big' }]))).toBe(
      'Model: A (size not stated, 32K context)',
    );
    expect(lineOf('Licence', { facts: {} })).toBe('Licence: not stated');
    expect(lineOf('Languages', { facts: {} })).toBeUndefined();
    expect(lineOf('Kind', { kind: 'unknown' })).toBe('Kind: not known yet');
    expect(lineOf('Released', {})).toBeUndefined();
    expect(lineOf('Released', { releasedOn: '2025-07' })).toBe('Released: 2025-07');
    expect(lineOf('Seen', { firstSeenAt: 'yesterday' })).toBeUndefined();
  });

  it('show ranges and disputes', () => {
    const range = { total_parameters: factOf({ min: 6e8, max: 235e9 }) };
    expect(lineOf('Size', { models: [], facts: range })).toBe('Size: 600M to 235B');
    const model = { ...modelOf('A', {}, []), facts: { total_parameters: factOf(671e9, true) } };
    expect(lineOf('Model', { models: [model] })).toBe('Model: A (671B disputed)');
    expect(lineOf('Licence', { facts: { license: factOf(['apache-2.0', 'qwen'], true) } })).toBe(
      'Licence: Apache 2.0 and qwen (disputed)',
    );
  });

  it('say vision only where it is known to be', () => {
    expect(lineOf('Kind', { kind: 'vlm' })).toBe('Kind: multimodal language model');
    const sees = { modalities: factOf(['text', 'image']) };
    expect(lineOf('Kind', { kind: 'vlm', facts: sees })).toBe('Kind: vision-language model');
  });

  it('count the models that they do not list', () => {
    const many = Array.from({ length: 11 }, (_, index): [string, object] => [
      `M${index}`,
      { total_parameters: 1e9 },
    ]);
    expect(lineOf('Models', models(...(many as [string, Record<string, unknown>][])))).toMatch(
      /M7 \(1B\) and 3 more$/,
    );
  });

  it('link nothing but the web', () => {
    const content = { ...newRelease, alert: { ...newRelease.alert, url: 'javascript:alert(1)' } };
    expect(linesOf(content).join('\n')).not.toContain('javascript');
  });
});

describe('overviews', () => {
  const kimi = { name: 'Kimi-K2', labName: 'Moonshot AI', firstSeenAt: '2025-07-11T14:03:00Z' };
  const qwen = { name: 'Qwen3', labName: null, firstSeenAt: '2025-04-28T20:00:00Z' };

  const others = { pages: 56, feeds: 44, lists: 1 };
  const none = { pages: 0, feeds: 0, lists: 0 };

  it('welcome with what is watched', () => {
    const nextLookAt = '2025-07-12T08:02:00Z';
    expect(
      welcomeLines({ organizations: 42, repos: 4512, ...others, newest: [kimi, qwen], nextLookAt }),
    ).toEqual([
      '42 organizations with 4,512 repos on Hugging Face.',
      'Beside them 56 pages, 44 feeds and 1 list.',
      'The newest releases there:',
      '- Kimi-K2 by Moonshot AI, 2025-07-11',
      '- Qwen3, 2025-04-28',
      'Next look: 2025-07-12 08:02 UTC.',
    ]);
  });

  it('never without end', () => {
    const newest = Array.from({ length: 100 }, () => kimi);
    const lines = welcomeLines({
      organizations: 1,
      repos: 100,
      ...none,
      newest,
      nextLookAt: '2025-07-12T08:02:00Z',
    });
    expect(lines).toHaveLength(34);
    expect(lines.at(-2)).toBe('- and 70 more');
  });
});

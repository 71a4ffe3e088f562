import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalContent, changesBetween } from '../../src/domain/diff.ts';
import type { RepoObservation } from '../../src/domain/observation.ts';
import { makeObservation } from './labs.ts';

const repo = makeObservation('Qwen/Qwen9-7B', {
  createdAt: '2025-07-01T00:00:00.000Z',
  sha: 'a'.repeat(40),
  lastModified: '2025-07-01T00:00:00.000Z',
  pipelineTag: 'text-generation',
  libraryName: 'transformers',
  tags: ['conversational', 'qwen9'],
  license: 'apache-2.0',
  languages: ['en'],
  baseModels: { relation: 'finetune', names: ['Qwen/Qwen9-7B-Base'] },
  parameters: { total: 7_000_000_000, byType: { BF16: 7_000_000_000 } },
});

/** Every field that is compared, with another value. */
const changes: Partial<RepoObservation> = {
  createdAt: '2025-06-01T00:00:00.000Z',
  sha: 'b'.repeat(40),
  pipelineTag: 'image-text-to-text',
  libraryName: null,
  tags: ['conversational'],
  disabled: true,
  license: 'mit',
  languages: ['en', 'zh'],
  baseModels: null,
  parameters: { total: 7_000_000_000, byType: { F8_E4M3: 7_000_000_000 } },
};

describe('changes of one repo', () => {
  it.each(Object.entries(changes))('%s alone is one event with that field alone', (field, value) => {
    const after = { ...repo, [field]: value };
    expect(canonicalContent(after)).not.toBe(canonicalContent(repo));
    expect(changesBetween(repo, after)).toEqual([
      {
        type: 'repo.changed',
        key: repo.key,
        before: { [field]: repo[field as keyof RepoObservation] },
        after: { [field]: value },
      },
    ]);
  });

  it('a new name and new gating are events of their own', () => {
    const renamed: RepoObservation = {
      ...repo,
      name: 'Qwen/Qwen9-7B-Instruct',
      gated: 'auto',
      license: 'mit',
    };
    expect(changesBetween(repo, renamed)).toEqual([
      {
        type: 'repo.renamed',
        key: repo.key,
        before: { name: 'Qwen/Qwen9-7B' },
        after: { name: 'Qwen/Qwen9-7B-Instruct' },
      },
      { type: 'repo.gated', key: repo.key, before: { gated: false }, after: { gated: 'auto' } },
      {
        type: 'repo.changed',
        key: repo.key,
        before: { license: 'apache-2.0' },
        after: { license: 'mit' },
      },
    ]);
  });

  it('an edit that moves lastModified with its commit shows the commit alone', () => {
    const edited = { ...repo, sha: 'c'.repeat(40), lastModified: '2025-07-02T00:00:00.000Z' };
    expect(changesBetween(repo, edited)).toMatchObject([{ after: { sha: 'c'.repeat(40) } }]);
    const touched = { ...repo, lastModified: '2025-07-02T00:00:00.000Z' };
    expect(changesBetween(repo, touched)).toEqual([]);
    expect(canonicalContent(touched)).toBe(canonicalContent(repo));
  });

  it('there and back again are two events that undo each other', () => {
    const there = { ...repo, license: 'mit' };
    const [out] = changesBetween(repo, there);
    const [back] = changesBetween(there, repo);
    expect(back).toMatchObject({ before: { license: 'mit' }, after: { license: 'apache-2.0' } });
    expect(out).toMatchObject({ before: { license: 'apache-2.0' }, after: { license: 'mit' } });
    expect(changesBetween(repo, { ...there, license: 'apache-2.0' })).toEqual([]);
  });
});

it('the stored hash differs exactly where there is an event', () => {
  const some = fc
    .subarray(Object.keys(changes))
    .map((fields) => Object.fromEntries(Object.entries(changes).filter(([field]) => fields.includes(field))));
  fc.assert(
    fc.property(some, some, (left, right) => {
      const one = { ...repo, ...left };
      const other = { ...repo, ...right };
      expect(canonicalContent(one) === canonicalContent(other)).toBe(changesBetween(one, other).length === 0);
    }),
  );
});

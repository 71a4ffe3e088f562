import { expect, it } from 'vitest';
import type { Kind } from '../../src/domain/catalog.ts';
import { isLanguageModel, releaseKind } from '../../src/domain/release-kind.ts';

it.each<readonly [string, Kind]>([
  ['', 'unknown'],
  ['llm', 'llm'],
  ['vlm', 'vlm'],
  ['other', 'other'],
  ['unknown', 'unknown'],
  ['llm other', 'llm'],
  ['llm unknown', 'llm'],
  ['other unknown', 'unknown'],
  ['llm vlm', 'vlm'],
  ['llm llm vlm', 'llm'],
])('repos that are "%s" make a release that is %s', (kinds, kind) => {
  const repos = kinds.split(' ').filter((word) => word !== '') as Kind[];
  expect(releaseKind(repos)).toBe(kind);
  expect(releaseKind(repos.toReversed())).toBe(kind);
});

it('counts what answers in language as a language model', () => {
  const kinds: Kind[] = ['llm', 'vlm', 'other', 'unknown'];
  expect(kinds.filter(isLanguageModel)).toEqual(['llm', 'vlm']);
});

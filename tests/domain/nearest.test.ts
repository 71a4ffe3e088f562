import { expect, test } from 'vitest';
import { nearest } from '../../src/domain/nearest.ts';

test.each([
  ['evry', 'every'],
  ['eveyr', 'every'],
  ['Labs', 'lab'],
  ['knid', 'kind'],
  ['colour', null],
  ['', null],
])('%s was meant to be %s', (word, meant) => {
  expect(nearest(word, ['id', 'kind', 'lab', 'org', 'every'])).toBe(meant);
});

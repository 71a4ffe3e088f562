import { expect, it } from 'vitest';
import { type Absence, countAbsence } from '../../src/domain/absence.ts';

const HOUR = 3_600_000;
const start = Date.parse('2025-07-01T00:00:00Z');

/** The states after complete polls without the repo, at these hours. */
function states(hours: readonly number[]): string[] {
  let absence: Absence = { state: 'present', missingSince: null, missingPolls: 0 };
  return hours.map((hour) => {
    const verdict = countAbsence(absence, start + hour * HOUR);
    absence = { ...verdict, state: verdict.becomes ?? absence.state };
    return absence.state;
  });
}

it('is missing after three polls over six hours, not before', () => {
  expect(states([0, 3, 6])).toEqual(['present', 'present', 'missing']);
  expect(states([0, 6, 6.1])).toEqual(['present', 'present', 'missing']);
  expect(states([0, 1, 2, 3, 4, 5, 5.99, 6])).toEqual([...Array(7).fill('present'), 'missing']);
});

it('takes three polls however long nobody looked', () => {
  expect(states([0, 48, 48.1, 48.2])).toEqual(['present', 'present', 'missing', 'removed']);
});

it('is removed a day after it was first not shown', () => {
  expect(states([0, 3, 6, 12, 23.9, 24])).toEqual([
    'present',
    'present',
    'missing',
    'missing',
    'missing',
    'removed',
  ]);
});

it('says when the absence began and how many polls it lasted', () => {
  const first = countAbsence({ state: 'present', missingSince: null, missingPolls: 0 }, start);
  expect(first).toEqual({ missingSince: start, missingPolls: 1, becomes: null });
  const second = countAbsence({ state: 'present', ...first }, start + HOUR);
  expect(second).toEqual({ missingSince: start, missingPolls: 2, becomes: null });
});

it('begins to count anew where the clock was set back', () => {
  expect(states([100, 0, 1, 5.9, 6])).toEqual(['present', 'present', 'present', 'present', 'missing']);
});

import { describe, expect, it } from 'vitest';
import { judgeCandidate } from '../../src/domain/candidates.ts';
import { isoWeek } from '../../src/domain/iso-week.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2025-07-10T12:00:00Z');

describe('an organization that nobody watches', () => {
  it.each([
    ['linked once', { reason: 'linked', sightings: 1, firstSeen: NOW - 9 * DAY }, false, 'seen-once'],
    ['linked twice', { reason: 'linked', sightings: 2, firstSeen: NOW }, true, 'named-often'],
    ['listed since yesterday', { reason: 'listed', sightings: 1, firstSeen: NOW - DAY }, false, 'seen-once'],
    [
      'listed for days',
      { reason: 'listed', sightings: 1, firstSeen: NOW - 2 * DAY },
      true,
      'listed-for-days',
    ],
  ])('%s', (_name, candidate, tell, reason) => {
    const organization = 'newlab';
    expect(judgeCandidate({ organization, ...candidate }, new Set(['qwen']), NOW)).toEqual({ tell, reason });
    expect(judgeCandidate({ organization, ...candidate }, new Set(['newlab']), NOW)).toEqual({
      tell: false,
      reason: 'watched-by-now',
    });
  });
});

// Dates from the examples of ISO 8601's own edge cases: the first week is that of the year's first Thursday.
it.each([
  ['2025-07-10T12:00:00Z', '2025-W28'],
  ['2024-12-30T00:00:00Z', '2025-W01'],
  ['2024-12-29T23:59:59Z', '2024-W52'],
  ['2026-12-31T12:00:00Z', '2026-W53'],
  ['2027-01-03T12:00:00Z', '2026-W53'],
  ['2027-01-04T00:00:00Z', '2027-W01'],
])('%s lies in %s', (at, week) => {
  expect(isoWeek(Date.parse(at))).toBe(week);
});

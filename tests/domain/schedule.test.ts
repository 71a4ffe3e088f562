import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultRhythmMinutes,
  gapSince,
  nextTryAfterFailure,
  placeInInterval,
} from '../../src/domain/schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = Date.parse('2025-07-01T00:00:00Z');

describe('after a failure', () => {
  it('waits 1, 2, 4 … minutes, at most an hour, for ever', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 100, 100_000].map(
      (failures) => (nextTryAfterFailure(failures, now, () => 0) - now) / MINUTE,
    );
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
  });

  it('waits up to a quarter longer, so that what failed together does not come back together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, random) => {
          const least = nextTryAfterFailure(n, 0, () => 0);
          const wait = nextTryAfterFailure(n, 0, () => random);
          expect(wait).toBeGreaterThanOrEqual(least);
          expect(wait).toBeLessThanOrEqual(least * 1.25 + 1);
        },
      ),
    );
  });
});

describe('the usual rhythm', () => {
  it.each([
    [1, 500, 2],
    [38, 500, 2],
    [60, 500, 2],
    [80, 500, 2],
    [81, 500, 3],
    [500, 500, 13],
    [200, 1000, 3],
  ])('%i sources on a quota of %i: every %i minutes', (sources, quota, minutes) => {
    expect(defaultRhythmMinutes(sources, quota)).toBe(minutes);
  });

  it('stays within 40 % of the quota', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 100, max: 5000 }),
        (sources, quota) => {
          const requests = (sources * 5) / defaultRhythmMinutes(sources, quota);
          expect(requests).toBeLessThanOrEqual(quota * 0.4);
        },
      ),
    );
  });

  it('spreads sixty organizations over the interval, each always at its own place', () => {
    const places = Array.from({ length: 60 }, (_, index) => placeInInterval(`huggingface-org:org-${index}`));
    for (const place of places) expect(place >= 0 && place < 1).toBe(true);
    for (let tenth = 0; tenth < 10; tenth++) {
      const within = places.filter((place) => Math.floor(place * 10) === tenth).length;
      expect(within).toBeLessThan(16);
    }
    expect(placeInInterval('huggingface-org:org-7')).toBe(places[7]);
  });
});

it('tells a gap from a delay of the rhythm', () => {
  expect(gapSince(null, now)).toBe('none');
  expect(gapSince(now - 26 * HOUR, now)).toBe('none');
  expect(gapSince(now - 26 * HOUR - 1, now)).toBe('gap');
  expect(gapSince(now - 7 * 24 * HOUR, now)).toBe('gap');
  expect(gapSince(now - 7 * 24 * HOUR - 1, now)).toBe('long-gap');
  // The clock was set back.
  expect(gapSince(now + HOUR, now)).toBe('none');
});

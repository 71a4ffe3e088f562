import { describe, expect, it } from 'vitest';
import { notWithinMs, type PaceHints } from '../../../src/sources/feed/pace.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Sunday. */
const NOW = Date.parse('2025-07-20T12:10:00Z');

function wait(hints: PaceHints, headers: Record<string, string> = {}): number {
  return notWithinMs(hints, new Headers(headers), NOW);
}

describe('how long a feed is left alone', () => {
  it.each<[string, PaceHints, Record<string, string>, number]>([
    ['it says nothing', {}, {}, 0],
    ['ttl', { ttl: 90 }, {}, 90 * MINUTE],
    ['ttl of a year', { ttl: 525_600 }, {}, 24 * HOUR],
    ['daily, four times', { period: 360 }, {}, 6 * HOUR],
    ['max-age', {}, { 'cache-control': 'public, max-age=600' }, 10 * MINUTE],
    ['max-age that was partly spent', {}, { 'cache-control': 'max-age=600', age: '500' }, 100_000],
    ['max-age of a day', {}, { 'cache-control': 'max-age=86400' }, HOUR],
    ['s-maxage alone', {}, { 'cache-control': 's-maxage=600' }, 0],
    ['no-cache', {}, { 'cache-control': 'no-cache, max-age=600' }, 0],
    ['Retry-After', {}, { 'retry-after': '1200' }, 20 * MINUTE],
    ['the longest counts', { ttl: 5, period: 60 }, { 'cache-control': 'max-age=600' }, HOUR],
    ['this hour is skipped', { skipHours: [12, 13] }, {}, 110 * MINUTE],
    ['an hour that is far is skipped', { skipHours: [15] }, {}, 0],
    ['the wait ends in a skipped hour', { ttl: 60, skipHours: [13] }, {}, 110 * MINUTE],
    ['today is skipped', { skipDays: [0] }, {}, 11 * HOUR + 50 * MINUTE],
    ['today and tomorrow are skipped', { skipDays: [0, 1] }, {}, 24 * HOUR],
    ['every hour is skipped', { skipHours: Array.from({ length: 24 }, (_, hour) => hour) }, {}, 0],
    ['every day is skipped', { skipDays: [0, 1, 2, 3, 4, 5, 6] }, {}, 0],
  ])('%s', (_name, hints, headers, ms) => {
    expect(wait(hints, headers)).toBe(ms);
  });
});

import { describe, expect, it } from 'vitest';
import { parseRateLimit, tightestQuota } from '../../src/http/rate-limit-header.ts';
import { retryAfterMs } from '../../src/http/retry-after.ts';
import { waitWish } from '../../src/http/wait-wish.ts';

const NOW = Date.UTC(2026, 4, 1, 12);

describe('retryAfterMs', () => {
  it.each([
    ['120', null, 120_000],
    [' 0 ', null, 0],
    ['1.5', null, 2000],
    ['Fri, 01 May 2026 12:00:30 GMT', null, 30_000],
    ['Friday, 01-May-26 12:00:30 GMT', null, 30_000],
    ['Fri May  1 12:00:30 2026', null, 30_000],
    ['Fri, 01 May 2026 11:00:00 GMT', null, 0],
    ['Fri, 01 May 2026 13:00:30 GMT', 'Fri, 01 May 2026 13:00:00 GMT', 30_000],
    ['999999999999', null, 86_400_000],
    ['', null, null],
    ['soon', null, null],
    ['-5', null, null],
    [null, null, null],
  ])('%j beside Date %j is %j', (value, date, expected) => {
    expect(retryAfterMs(value, date, NOW)).toBe(expected);
  });
});

describe('parseRateLimit', () => {
  it.each([
    ['"api";r=499;t=213', [{ name: 'api', remaining: 499, resetSeconds: 213 }]],
    ['"api" ; r=0 ; t=1', [{ name: 'api', remaining: 0, resetSeconds: 1 }]],
    ['api;t=5;r=3;x=?1', [{ name: 'api', remaining: 3, resetSeconds: 5 }]],
    [
      '"burst";r=9;t=2, "day";r=100;t=4000',
      [
        { name: 'burst', remaining: 9, resetSeconds: 2 },
        { name: 'day', remaining: 100, resetSeconds: 4000 },
      ],
    ],
    ['"broken";r=, "api";r=4;t=2', [{ name: 'api', remaining: 4, resetSeconds: 2 }]],
    ['limit=100, remaining=50, reset=30', [{ name: '', remaining: 50, resetSeconds: 30 }]],
    ['"api";r=499', []],
    ['"api";r=-1;t=9', []],
    ['"api";r=99999999999999999;t=9', []],
    [';;;,,,===', []],
    ['', []],
    [null, []],
  ])('%j', (header, expected) => {
    expect(parseRateLimit(header)).toEqual(expected);
  });

  it('takes the quota that ends first', () => {
    expect(tightestQuota('"burst";r=9;t=2, "day";r=3;t=4000')).toMatchObject({ name: 'day' });
    expect(tightestQuota('"burst";r=0;t=2, "day";r=0;t=4000')).toMatchObject({ name: 'day' });
    expect(tightestQuota('nonsense')).toBeNull();
  });
});

describe('waitWish', () => {
  it.each([
    [429, { ratelimit: '"api";r=0;t=100', 'retry-after': '5' }, 101],
    [429, { ratelimit: '"api";r=7;t=100', 'retry-after': '5' }, 6],
    [429, { 'retry-after': '5' }, 6],
    [429, {}, 61],
    [503, { 'retry-after': '5' }, 6],
    [503, {}, null],
    [500, { 'retry-after': '5' }, null],
    [200, { ratelimit: '"api";r=0;t=100' }, null],
  ])('%i with %j', (status, headers, seconds) => {
    const expected = seconds === null ? null : NOW + seconds * 1000;
    expect(waitWish(status, new Headers(headers as Record<string, string>), NOW)).toBe(expected);
  });
});

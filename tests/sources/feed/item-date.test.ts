import { describe, expect, it } from 'vitest';
import { readDate } from '../../../src/sources/feed/item-date.ts';
import { NOW } from './polled-feed.ts';

const EIGHT = '2025-07-11T08:00:00.000Z';

describe('a date', () => {
  it.each([
    ['Fri, 11 Jul 2025 08:00:00 GMT', EIGHT],
    ['Fri, 11 Jul 2025 08:00 UT', EIGHT],
    ['11 Jul 25 04:00:00 EDT', EIGHT],
    ['Fri, 11 Jul 2025 03:00:00  CDT', EIGHT],
    ['Fri, 11 Jul 2025 16:00:00 GMT+8', EIGHT],
    ['Fri, 11 Jul 2025 16:00:00 +0800 (China)', EIGHT],
    ['Fri, 11 Jul 2025 18:00:00 AEST', EIGHT],
    ['Fri Jul 11 08:00:00 2025', EIGHT],
    ['Fri Jul 11 01:00:00 PDT 2025', EIGHT],
    ['July 11, 2025 8:00 AM', EIGHT],
    ['Friday, 11th July 2025 08:00', EIGHT],
    ['2025-07-11T08:00:00Z', EIGHT],
    ['2025-07-11T16:00:00.000+0800', EIGHT],
    ['2025-07-11 08:00:00', EIGHT],
    ['20250711T080000Z', EIGHT],
    ['2025-07-11 16:00:00 Asia/Shanghai', EIGHT],
    ['2025/7/11 8:00:00', EIGHT],
    ['7/11/2025 8:00:00 AM', EIGHT],
    ['2025年7月11日 8时00分', EIGHT],
    ['1752220800', EIGHT],
    ['1752220800000', EIGHT],
    ['2025-07-11', '2025-07-11T00:00:00.000Z'],
    ['2025年7月11日 下午2:05', '2025-07-11T14:05:00.000Z'],
    ['13/7/2025', '2025-07-13T00:00:00.000Z'],
    ['Thu, 10 Jul 2025 24:00:00 GMT', '2025-07-11T00:00:00.000Z'],
    ['Thu, 10 Jul 2025 23:59:60 GMT', '2025-07-10T23:59:59.000Z'],
  ])('%s', (raw, at) => {
    expect(readDate(raw, { zone: 'UTC', now: NOW })).toBe(at);
  });

  it.each([
    ['2025-07-11 16:00', 'Asia/Shanghai', EIGHT],
    ['Fri, 11 Jul 2025 16:00:00 CST', 'Asia/Shanghai', EIGHT],
    ['Fri, 11 Jul 2025 02:00:00 CST', 'Europe/London', EIGHT],
    ['2025-07-11 16:00 ZZZ', 'Asia/Shanghai', EIGHT],
    ['2025-07-11T04:00:00', 'America/New_York', EIGHT],
    ['2025-01-11T03:00:00', 'America/New_York', '2025-01-11T08:00:00.000Z'],
    ['2025-07-11T16:00:00Z', 'Asia/Shanghai', '2025-07-11T16:00:00.000Z'],
  ])('%s, read in %s', (raw, zone, at) => {
    expect(readDate(raw, { zone, now: NOW })).toBe(at);
  });

  it.each([
    '',
    'yesterday',
    '2025-02-30T00:00:00Z',
    '30 Feb 2025 00:00:00 GMT',
    'Fri, 11 Jul 2025 25:00:00 GMT',
    '2025-13-01',
    '7/11/2025',
    '2025-07',
    '0001-01-01T00:00:00',
    '1970-01-01T00:00:00Z',
    '-1',
    `11 Jul 2025${' '.repeat(1000)}08:00`,
  ])('that is none: %j', (raw) => {
    expect(readDate(raw, { zone: 'UTC', now: NOW })).toBeNull();
  });

  it('in the future is now', () => {
    expect(readDate('2099-01-01T00:00:00Z', { zone: 'UTC', now: NOW })).toBe(new Date(NOW).toISOString());
  });
});

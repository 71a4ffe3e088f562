import { describe, expect, test } from 'vitest';
import { lastInstantOf, lastLocalTime, nextLocalTime, type WallTime } from '../../src/domain/local-time.ts';

function next(at: WallTime, zone: string, after: string): string {
  return new Date(nextLocalTime(at, zone, Date.parse(after))).toISOString();
}

describe('the next time that a clock on the wall shows', () => {
  test.each([
    // No daylight saving.
    ['09:00', 'Asia/Shanghai', '2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00.000Z'],
    ['09:00', 'Asia/Shanghai', '2026-03-29T01:00:00Z', '2026-03-30T01:00:00.000Z'],
    ['00:00', 'Asia/Shanghai', '2026-03-28T16:00:00Z', '2026-03-29T16:00:00.000Z'],
    ['00:00', 'UTC', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00.000Z'],
    ['06:15', 'Asia/Kathmandu', '2026-07-01T00:00:00Z', '2026-07-01T00:30:00.000Z'],
    // Berlin goes forward on 29 March 2026 at 01:00Z, from 02:00 to 03:00, and back on 25 October at 01:00Z.
    ['07:30', 'Europe/Berlin', '2026-03-28T07:00:00Z', '2026-03-29T05:30:00.000Z'],
    ['01:59', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T00:59:00.000Z'],
    ['02:30', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['02:30', 'Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00.000Z'],
    ['03:00', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['02:30', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z'],
    ['02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
    ['07:30', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-25T06:30:00.000Z'],
    // New York: forward on 8 March 2026 at 07:00Z, back on 1 November at 06:00Z.
    ['02:15', 'America/New_York', '2026-03-08T00:00:00Z', '2026-03-08T07:00:00.000Z'],
    ['01:15', 'America/New_York', '2026-11-01T00:00:00Z', '2026-11-01T05:15:00.000Z'],
    ['01:15', 'America/New_York', '2026-11-01T05:15:00Z', '2026-11-02T06:15:00.000Z'],
    // Lord Howe moves by half an hour: back on 5 April 2026 at 02:00 (15:00Z), forward on 4 October at 02:00 (15:30Z).
    ['01:45', 'Australia/Lord_Howe', '2026-04-04T12:00:00Z', '2026-04-04T14:45:00.000Z'],
    ['01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z', '2026-04-05T15:15:00.000Z'],
    ['02:10', 'Australia/Lord_Howe', '2026-10-03T12:00:00Z', '2026-10-03T15:30:00.000Z'],
    ['02:30', 'Australia/Lord_Howe', '2026-10-03T12:00:00Z', '2026-10-03T15:30:00.000Z'],
    // Apia went from the end of 29 December 2011 to the beginning of the 31st, at 10:00Z.
    ['07:30', 'Pacific/Apia', '2011-12-29T20:00:00Z', '2011-12-30T10:00:00.000Z'],
    ['07:30', 'Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-30T17:30:00.000Z'],
    // Santiago and Beirut change at midnight: there is no 00:00 then.
    ['00:00', 'America/Santiago', '2026-09-05T12:00:00Z', '2026-09-06T04:00:00.000Z'],
    ['00:30', 'Asia/Beirut', '2026-03-28T12:00:00Z', '2026-03-28T22:00:00.000Z'],
  ])('%s in %s after %s is %s', (time, zone, after, expected) => {
    expect(next({ time }, zone, after)).toBe(expected);
  });

  test.each([
    ['monday', 'Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-26T07:00:00.000Z'],
    ['monday', 'Europe/Berlin', '2026-10-26T07:00:00Z', '2026-11-02T07:00:00.000Z'],
    // A Monday in Shanghai begins while it is Sunday in UTC.
    ['monday', 'Asia/Shanghai', '2026-11-22T23:59:00Z', '2026-11-23T00:00:00.000Z'],
    ['sunday', 'America/New_York', '2026-11-22T03:00:00Z', '2026-11-22T13:00:00.000Z'],
  ] as const)('08:00 on a %s in %s after %s is %s', (weekday, zone, after, expected) => {
    expect(next({ time: '08:00', weekday }, zone, after)).toBe(expected);
  });

  test('over two years it comes once each day, and always later', () => {
    for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
      let at = Date.parse('2026-01-01T00:00:00Z');
      const end = Date.parse('2028-01-01T00:00:00Z');
      let times = 0;
      for (let next = nextLocalTime({ time: '02:10' }, zone, at); next < end; times++) {
        const hours = (next - at) / 3_600_000;
        if (times > 0) expect(hours).toSatisfy((value: number) => value >= 22.5 && value <= 25.5);
        at = next;
        next = nextLocalTime({ time: '02:10' }, zone, at);
      }
      expect(times).toBe(730);
    }
  });

  test.each([
    ['08:00', undefined, 'Europe/Berlin', '2026-03-29T05:59:59Z', '2026-03-28T07:00:00.000Z'],
    ['08:00', undefined, 'Europe/Berlin', '2026-03-29T06:00:00Z', '2026-03-29T06:00:00.000Z'],
    ['08:00', 'monday', 'Asia/Shanghai', '2026-11-22T23:59:59Z', '2026-11-16T00:00:00.000Z'],
    ['08:00', 'monday', 'Asia/Shanghai', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00.000Z'],
    // What was skipped came when clocks went forward.
    ['02:30', undefined, 'Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-29T01:00:00.000Z'],
  ] as const)('the last %s (%s) in %s until %s was %s', (time, weekday, zone, until, expected) => {
    const at = weekday === undefined ? { time } : { time, weekday };
    expect(new Date(lastLocalTime(at, zone, Date.parse(until))).toISOString()).toBe(expected);
  });

  test('the last of two is asked for by name', () => {
    const shown = Date.parse('2026-10-25T02:30:00Z');
    expect(lastInstantOf(shown, 'Europe/Berlin')).toBe(Date.parse('2026-10-25T01:30:00Z'));
  });
});

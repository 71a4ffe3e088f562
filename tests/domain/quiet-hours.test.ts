import { describe, expect, test } from 'vitest';
import { quietUntil } from '../../src/domain/quiet-hours.ts';

function until(hours: string, timezone: string, now: string): string | null {
  const [from = '', to = ''] = hours.split('-');
  const end = quietUntil({ from, to, timezone }, Date.parse(now));
  return end === null ? null : new Date(end).toISOString();
}

describe('quiet hours', () => {
  test.each([
    // Over midnight, in Shanghai (+8): 14:00Z to 23:30Z.
    ['22:00-07:30', 'Asia/Shanghai', '2026-03-01T13:59:59.999Z', null],
    ['22:00-07:30', 'Asia/Shanghai', '2026-03-01T14:00:00Z', '2026-03-01T23:30:00.000Z'],
    ['22:00-07:30', 'Asia/Shanghai', '2026-03-01T18:00:00Z', '2026-03-01T23:30:00.000Z'],
    ['22:00-07:30', 'Asia/Shanghai', '2026-03-01T23:29:59.999Z', '2026-03-01T23:30:00.000Z'],
    ['22:00-07:30', 'Asia/Shanghai', '2026-03-01T23:30:00Z', null],
    // Within a day.
    ['12:00-14:00', 'UTC', '2026-03-01T12:00:00Z', '2026-03-01T14:00:00.000Z'],
    ['12:00-14:00', 'UTC', '2026-03-01T14:00:00Z', null],
    ['12:00-14:00', 'UTC', '2026-03-01T11:59:00Z', null],
    ['00:00-06:00', 'UTC', '2026-03-01T00:00:00Z', '2026-03-01T06:00:00.000Z'],
    // The night is an hour shorter in spring and longer in autumn; its ends stay where the clock says.
    ['22:00-07:30', 'Europe/Berlin', '2026-03-28T21:00:00Z', '2026-03-29T05:30:00.000Z'],
    ['22:00-07:30', 'Europe/Berlin', '2026-10-24T20:00:00Z', '2026-10-25T06:30:00.000Z'],
    ['22:00-07:30', 'America/New_York', '2026-03-08T03:00:00Z', '2026-03-08T11:30:00.000Z'],
    // An end that is skipped is where clocks go forward, at 01:00Z; so is a beginning.
    ['22:00-02:30', 'Europe/Berlin', '2026-03-29T00:59:00Z', '2026-03-29T01:00:00.000Z'],
    ['22:00-02:30', 'Europe/Berlin', '2026-03-29T01:00:00Z', null],
    ['02:30-07:30', 'Europe/Berlin', '2026-03-29T00:59:59Z', null],
    ['02:30-07:30', 'Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T05:30:00.000Z'],
    ['02:10-02:40', 'Europe/Berlin', '2026-03-29T01:00:00Z', null],
    // Of an end shown twice it is the second, of a beginning the first: 02:30 is 00:30Z and 01:30Z.
    ['22:00-02:30', 'Europe/Berlin', '2026-10-25T00:45:00Z', '2026-10-25T01:30:00.000Z'],
    ['22:00-02:30', 'Europe/Berlin', '2026-10-25T01:30:00Z', null],
    ['02:30-07:30', 'Europe/Berlin', '2026-10-25T00:29:59Z', null],
    ['02:30-07:30', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T06:30:00.000Z'],
    ['01:45-02:15', 'Australia/Lord_Howe', '2026-04-04T14:50:00Z', '2026-04-04T15:45:00.000Z'],
    // Apia left out 30 December 2011: one night went over into the next.
    ['22:00-07:30', 'Pacific/Apia', '2011-12-30T08:30:00Z', '2011-12-30T17:30:00.000Z'],
    ['12:00-14:00', 'Pacific/Apia', '2011-12-30T10:00:00Z', null],
  ])('%s in %s at %s end at %s', (hours, zone, now, expected) => {
    expect(until(hours, zone, now)).toBe(expected);
  });

  test('whoever comes back when they are over finds none, at any minute of a year', () => {
    const year = Date.parse('2026-01-01T00:00:00Z');
    for (const timezone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago']) {
      for (let minute = 0; minute < 365 * 24 * 60; minute += 487) {
        const end = quietUntil({ from: '23:30', to: '02:15', timezone }, year + minute * 60_000);
        if (end === null) continue;
        expect(quietUntil({ from: '23:30', to: '02:15', timezone }, end)).toBeNull();
        expect(end - (year + minute * 60_000)).toBeLessThanOrEqual(4 * 3_600_000);
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { findDate, lineThatIsDate } from '../../../src/sources/page/written-date.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');

describe('a written date', () => {
  it.each([
    ['August 21, 2025', '2025-08-21T00:00:00.000Z'],
    ['Aug. 21st 2025', '2025-08-21T00:00:00.000Z'],
    ['21 Aug 2025', '2025-08-21T00:00:00.000Z'],
    ['2025-08-21', '2025-08-21T00:00:00.000Z'],
    ['2025.8.21', '2025-08-21T00:00:00.000Z'],
    ['2025/08/21 09:30', '2025-08-21T09:30:00.000Z'],
    ['2025-08-21T09:30:00+08:00', '2025-08-21T01:30:00.000Z'],
    ['2025-08-21T09:30:00.123Z', '2025-08-21T09:30:00.000Z'],
    ['2025年8月21日', '2025-08-21T00:00:00.000Z'],
    ['8月21日', '2025-08-21T00:00:00.000Z'],
    ['Aug 21', '2025-08-21T00:00:00.000Z'],
    ['March 9', '2026-03-09T00:00:00.000Z'],
    ['2027-01-01', '2026-03-10T12:00:00.000Z'],
    ['2025-02-30', null],
    ['2025-13-01', null],
    ['08/09/2025', null],
    ['Aug 2025', null],
    ['May be out in 2025', null],
    ['yesterday', null],
  ])('%s', (written, at) => {
    expect(findDate(written, 'UTC', NOW)?.at ?? null).toBe(at);
  });

  it('is in the zone that is configured, where it names none', () => {
    expect(findDate('2025-08-21', 'Asia/Shanghai', NOW)?.at).toBe('2025-08-20T16:00:00.000Z');
    expect(findDate('Jan 5, 2026', 'America/New_York', NOW)?.at).toBe('2026-01-05T05:00:00.000Z');
  });

  it.each([
    ['Date: 2025-08-21', true],
    ['Version：2024-07-25', true],
    ['发布于 2025年8月21日', true],
    ['· August 21, 2025 ·', true],
    ['Orion 3 released on 2025-08-21', false],
    ['Orion 3', false],
  ])('is all that a line says: %s', (line, isDate) => {
    expect(lineThatIsDate(line, 'UTC', NOW) !== null).toBe(isDate);
  });
});

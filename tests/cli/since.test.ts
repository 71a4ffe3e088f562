import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fromNow } from '../../src/cli/moments.ts';
import { parseSince } from '../../src/cli/since.ts';
import { formatTable } from '../../src/cli/table.ts';

const now = Date.parse('2025-07-28T10:00:00Z');

describe('--since', () => {
  it.each([
    ['2025', '2025-01-01T00:00:00.000Z'],
    ['2025-07', '2025-07-01T00:00:00.000Z'],
    ['2025-07-11', '2025-07-11T00:00:00.000Z'],
    ['2025-07-11T14:00:00+08:00', '2025-07-11T06:00:00.000Z'],
    ['2025-07-11T14:00Z', '2025-07-11T14:00:00.000Z'],
    ['12h', '2025-07-27T22:00:00.000Z'],
    ['7d', '2025-07-21T10:00:00.000Z'],
    ['4w', '2025-06-30T10:00:00.000Z'],
  ])('takes %s', (text, expected) => {
    expect(new Date(parseSince(text, now)).toISOString()).toBe(expected);
  });

  it.each([
    '',
    '25',
    '2025-7-1',
    '2025-13',
    '2025-02-30',
    '2025-02-30T10:00:00Z',
    '2025-07-11T14:00',
    '7',
    '7y',
    '-7d',
    'today',
  ])('refuses "%s" and says the form', (text) => {
    expect(() => parseSince(text, now)).toThrow(/is no date/);
    expect(() => parseSince(text, now)).toThrow(
      expect.objectContaining({ problems: [expect.stringContaining('2025-07-11')] }),
    );
  });
});

describe('fromNow', () => {
  it.each([
    [0, 'now'],
    [-999, 'now'],
    [-1000, '1 second ago'],
    [-3 * 3_600_000, '3 hours ago'],
    [90_000, 'in 1 minute'],
    [-49 * 3_600_000, '2 days ago'],
  ])('%d ms is %s', (ms, words) => {
    expect(fromNow(now + ms, now)).toBe(words);
  });
});

describe('formatTable', () => {
  it('draws nothing where there are no rows', () => {
    expect(formatTable(['a'], [], false)).toBe('');
  });

  it('colours cells where it may, and pads by what is seen', () => {
    const rows = [
      [{ text: 'x', style: 'red' as const }, 'y'],
      ['longer', 'z'],
    ];
    const plain = formatTable(['a', 'b'], rows, false);
    expect(plain).toBe('a       b\nx       y\nlonger  z');
    const colored = formatTable(['a', 'b'], rows, true);
    expect(colored).toContain('\u001b[31mx\u001b[39m');
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });

  it('takes a second for a hundred thousand cells, at most', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [
      `model ${index}`,
      '通义千问',
      'llm',
      '671B',
      '',
    ]);
    const started = performance.now();
    formatTable(['a', 'b', 'c', 'd', 'e'], rows, false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

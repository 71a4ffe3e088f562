import { describe, expect, it } from 'vitest';
import { dayInWords, daysBetween, momentInWords } from '../../src/alerts/dates.ts';
import { contextInWords, counted, parametersInWords } from '../../src/alerts/numbers.ts';

describe('numbers for people', () => {
  it.each([
    [671_026_419_200, '671B'],
    [1_026_408_232_448, '1.03T'],
    [999_900_000_000, '1T'],
    [596_049_920, '596M'],
    [7_615_616_512, '7.62B'],
    [30_500_000_000, '30.5B'],
    [999, '999'],
  ])('%i parameters: %s', (count, words) => expect(parametersInWords(count)).toBe(words));

  it.each([
    [131_072, '128K'],
    [128_000, '128K'],
    [256_000, '256K'],
    [262_144, '256K'],
    [163_840, '160K'],
    [202_752, '198K'],
    [32_768, '32K'],
    [1_000_000, '1M'],
    [1_048_576, '1M'],
    [1_010_000, '1.01M'],
    [10_485_760, '10M'],
    [2048, '2K'],
    [1_234_567, '1.23M'],
  ])('%i tokens: %s', (tokens, words) => expect(contextInWords(tokens)).toBe(words));

  it('counts things', () => {
    expect([0, 1, 2, 4512].map((count) => counted(count, 'repo'))).toEqual([
      '0 repos',
      '1 repo',
      '2 repos',
      '4,512 repos',
    ]);
  });
});

describe('dates for people', () => {
  it('are in UTC wherever the program runs', () => {
    expect(momentInWords('2025-07-11T23:59:59+08:00')).toBe('2025-07-11 15:59 UTC');
    expect(dayInWords('2025-07-11T23:59:59-08:00')).toBe('2025-07-12');
  });

  it('are as precise as known, or nothing', () => {
    expect(['2025', '2025-07', '2025-07-11'].map((day) => momentInWords(day))).toEqual([
      '2025',
      '2025-07',
      '2025-07-11',
    ]);
    expect(momentInWords('soon')).toBeNull();
  });

  it('are apart by whole days, told only when that is more than one', () => {
    expect(daysBetween('2025-05-27T09:00:00Z', '2025-07-11T14:00:00Z')).toBe('45 days');
    expect(daysBetween('2025-07-10T09:00:00Z', '2025-07-11T14:00:00Z')).toBe('1 day');
    expect(daysBetween('2025-07-11T09:00:00Z', '2025-07-11T14:00:00Z')).toBeNull();
    expect(daysBetween('2025-07-12T09:00:00Z', '2025-07-11T14:00:00Z')).toBeNull();
    expect(daysBetween('soon', '2025-07-11T14:00:00Z')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { valueToJson } from '../../../src/domain/claims/claim-value.ts';
import { parseClaim } from '../../../src/domain/claims/parse-claim.ts';
import { parseDate } from '../../../src/domain/claims/parse-date.ts';
import { parseLicense } from '../../../src/domain/claims/parse-license.ts';
import { parseNumber } from '../../../src/domain/claims/parse-number.ts';

describe('numbers as people write them', () => {
  it.each([
    ['671B', 671e9, 'stated', 0.5e9],
    ['about 250 billion', 250e9, 'about', 0.5e9],
    ['~250B', 250e9, 'about', 0.5e9],
    ['14.8 trillion tokens', 14.8e12, 'stated', 0.05e12],
    ['6710 亿', 671e9, 'stated', 0.5e8],
    ['1万亿', 1e12, 'stated', 0.5e12],
    ['20B+', 20e9, 'at-least', 0.5e9],
    ['over 800B additional tokens', 800e9, 'at-least', 0.5e9],
    ['128,000 tokens', 128_000, 'stated', 0],
    ['4096', 4096, 'stated', 0],
    ['1T', 1e12, 'stated', 0.5e12],
    ['60 layers', 60, 'stated', 0],
    ['less than US$6 million', 6e6, 'at-most', 0.5e6],
    ['exceeded 36 million', 36e6, 'at-least', 0.5e6],
    ['2,788 thousand GPU hours', 2_788_000, 'stated', 500],
  ])('%s', (written, amount, precision, slack) => {
    expect(parseNumber(written)).toMatchObject({ kind: 'number', amount, precision, slack });
  });

  it.each([
    ['US$5.576M', 'USD'],
    ['$3.3 billion', 'USD'],
    ['RMB 2', 'CNY'],
    ['1.5 亿元', 'CNY'],
  ])('%s is money', (written, currency) => {
    expect(parseNumber(written)).toMatchObject({ currency });
  });

  it.each([
    ['0.5B–72B', 0.5e9, 72e9],
    ['0.5-72B', 0.5e9, 72e9],
    ['6B to 34B', 6e9, 34e9],
  ])('%s is a range', (written, min, max) => {
    expect(parseNumber(written)).toEqual({ kind: 'range', min, max });
  });

  it('finds none where there is none', () => {
    expect(parseNumber('undisclosed')).toBeNull();
  });
});

describe('dates as people write them', () => {
  it.each([
    ['2025-07-11', '2025-07-11', '2025-07-11'],
    ['2025/7/11', '2025-07-11', '2025-07-11'],
    ['11 July 2025', '2025-07-11', '2025-07-11'],
    ['July 11, 2025', '2025-07-11', '2025-07-11'],
    ['2025年7月11日', '2025-07-11', '2025-07-11'],
    ['Sept. 2025', '2025-09-01', '2025-09-30'],
    ['2025-02', '2025-02-01', '2025-02-28'],
    ['late 2024', '2024-09-01', '2024-12-31'],
    ['mid-2023', '2023-05-01', '2023-08-31'],
    ['H2 2025', '2025-07-01', '2025-12-31'],
    ['Q3 2025', '2025-07-01', '2025-09-30'],
    ['2024–25', '2024-01-01', '2025-12-31'],
    ['late 2023 and early 2024', '2023-09-01', '2024-04-30'],
    ['early 2024 and late 2023', '2024-01-01', '2024-04-30'],
    ['2024', '2024-01-01', '2024-12-31'],
  ])('%s', (written, from, to) => {
    expect(parseDate(written)).toMatchObject({ from, to });
  });

  it.each(['In 2,025 ways', 'version 2.0', '31 Smarch', 'V3'])('%s is none', (written) => {
    expect(parseDate(written)).toBeNull();
  });
});

describe('licences', () => {
  it.each([
    ['MIT License', 'mit'],
    ['a modified MIT license', 'modified-mit'],
    ['Apache-2.0', 'apache-2.0'],
    ['Apache License 2.0', 'apache-2.0'],
    ['DeepSeek License', 'deepseek'],
    ['Proprietary', 'proprietary'],
    ['Own Licence v7', 'own licence v7'],
  ])('%s', (written, license) => {
    expect(parseLicense(written)).toMatchObject({ license });
  });
});

describe('claims', () => {
  it('reads prices by tier', () => {
    const values = parseClaim(
      'prices',
      'input (cache hit) 0.07 USD / 1M tokens; output 1.68 USD / 1M tokens',
      '2025-09',
    );
    expect(values.map(valueToJson)).toEqual([
      { amount: 0.07, currency: 'USD', per: '1M tokens', tier: 'input (cache hit)', as_of: '2025-09' },
      { amount: 1.68, currency: 'USD', per: '1M tokens', tier: 'output', as_of: '2025-09' },
    ]);
  });

  it('reads a price that is said by comparison', () => {
    expect(parseClaim('prices', '8 percent of Claude Sonnet 4.5').map(valueToJson)).toEqual([
      { relative_to: 'Claude Sonnet 4.5', ratio: 0.08 },
    ]);
  });

  it('names languages as the cards do', () => {
    const languages = (written: string) => parseClaim('languages', written).map(valueToJson);
    expect(languages('Chinese+English')).toEqual([['en', 'zh']]);
    expect(languages('Mandarin, Cantonese and Malay')).toEqual([['ms', 'yue', 'zh']]);
    expect(languages('zh, en, Klingon')).toEqual([['en', 'klingon', 'zh']]);
  });

  it('keeps in words what cannot be read in its shape', () => {
    expect(parseClaim('total_parameters', 'undisclosed')).toEqual([{ kind: 'text', text: 'undisclosed' }]);
  });

  it('does not take characters for tokens', () => {
    expect(parseClaim('context_length', '2 million characters')).toMatchObject([{ kind: 'text' }]);
    expect(parseClaim('context_length', '128,000 tokens')).toMatchObject([
      { kind: 'number', amount: 128_000 },
    ]);
  });

  it('takes a dash for nothing said', () => {
    expect(parseClaim('license', '—')).toEqual([]);
  });
});

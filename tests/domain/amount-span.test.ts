import { describe, expect, it } from 'vitest';
import { parseSpan } from '../../src/domain/amount-span.ts';

describe('spans as typed', () => {
  it.each([
    ['7B..70B', 7e9, 70e9],
    ['100B..', 100e9, Number.POSITIVE_INFINITY],
    ['..4B', 0, 4e9],
    ['14B', 13.5e9, 14.5e9],
    ['128K..', 128_000, Number.POSITIVE_INFINITY],
  ])('%s', (text, min, max) => {
    expect(parseSpan(text)).toEqual({ min, max });
  });

  it.each(['', '..', 'many', '70B..7B', '1..2..3'])('"%s" is refused', (text) => {
    expect(parseSpan(text)).toBeNull();
  });
});

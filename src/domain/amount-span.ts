import { parseNumber } from './claims/parse-number.ts';
import type { Span } from './release-filter.ts';

/**
 * A span of amounts as typed: `7B` (that, as far as its digits go), `7B..70B`, `100B..`, `..4B`. Null where it is none.
 */
export function parseSpan(text: string): Span | null {
  const [low = '', high, ...rest] = text.split('..');
  if (high === undefined) {
    const number = parseNumber(text);
    if (number?.kind !== 'number') return null;
    return { min: number.amount - number.slack, max: number.amount + number.slack };
  }
  if (rest.length > 0 || (low === '' && high === '')) return null;
  const min = low === '' ? 0 : amount(low);
  const max = high === '' ? Number.POSITIVE_INFINITY : amount(high);
  return min !== null && max !== null && min <= max ? { min, max } : null;
}

function amount(text: string): number | null {
  const number = parseNumber(text);
  return number?.kind === 'number' ? number.amount : null;
}

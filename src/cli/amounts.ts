import { parseNumber } from '../domain/claims/parse-number.ts';
import type { Span } from '../domain/release-filter.ts';
import { UsageError } from '../errors.ts';

/**
 * A span of amounts as typed: `7B` (that, as far as its digits go), `7B..70B`, `100B..`, `..4B`. Throws UsageError where
 * it is none. `option`: how the option is called, for the message.
 */
export function parseSpan(text: string, option: string): Span {
  const [low = '', high, ...rest] = text.split('..');
  if (rest.length === 0 && high !== undefined && (low !== '' || high !== '')) {
    const min = low === '' ? 0 : amount(low, option);
    const max = high === '' ? Number.POSITIVE_INFINITY : amount(high, option);
    if (min <= max) return { min, max };
  }
  if (high === undefined) {
    const number = parseNumber(text);
    if (number?.kind === 'number')
      return { min: number.amount - number.slack, max: number.amount + number.slack };
  }
  throw unreadable(text, option);
}

function amount(text: string, option: string): number {
  const number = parseNumber(text);
  if (number?.kind !== 'number') throw unreadable(text, option);
  return number.amount;
}

function unreadable(text: string, option: string): UsageError {
  return new UsageError('amount', `"${text}" is no amount for ${option}`, [
    'Write an amount or a span: 7B, 7B..70B, 100B.., ..4B, 128K..',
  ]);
}

import { UsageError } from '../errors.ts';

/** The value of an option that takes a whole number, 0 or more. Throws UsageError that names the option. */
export function wholeNumber(text: string, option: string): number {
  const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new UsageError('whole-number', `${option} takes a whole number, 0 or more: "${text}" is none`);
}

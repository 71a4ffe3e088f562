import { plainLine, shortened } from '../plain-line.ts';

/** Values as an entry's fields have them; null where what stands there is none of the kind. */
const LONGEST_VALUE = 500;

/** Names may be numbers. */
export function readName(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  return shortened(plainLine(value), LONGEST_VALUE) || null;
}

/** A whole number above nought, as `262144` has it; also written as a text. */
export function readCount(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** An amount of money, nought included. Routers say -1 for what varies: null. */
export function readAmount(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
}

/** Each once and sorted, whatever order they came in; also of one text alone. */
export function readList(value: unknown): readonly string[] | null {
  const values = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(values)) return null;
  const names = values.map(readName).filter((name) => name !== null);
  return names.length === 0 && values.length > 0 ? null : [...new Set(names)].sort();
}

/** Seconds are told from milliseconds by their size: before the year 5138, after 1973. */
const FIRST_MILLISECONDS = 100_000_000_000;

const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** ISO 8601 UTC of seconds or milliseconds since 1970, or of a text that begins with the year; a time without zone is UTC. */
export function readTime(value: unknown): string | null {
  if (typeof value === 'string' && ISO.test(value.trim())) return isoOf(zoned(value.trim()));
  const number = typeof value === 'string' && /^\d{9,13}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return null;
  return isoOf(number < FIRST_MILLISECONDS ? number * 1000 : number);
}

function zoned(written: string): string {
  const time = written.replace(' ', 'T');
  return time.includes('T') && !/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? `${time}Z` : time;
}

function isoOf(time: string | number): string | null {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return year >= 1971 && year <= 2200 ? date.toISOString() : null;
}

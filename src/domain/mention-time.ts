import { parseDate } from './claims/parse-date.ts';

/** ISO 8601 as feeds and APIs give it, to the second or the day, in milliseconds since 1970; null where it is none. */
export function instantOf(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** Whether what stands in a table under the date of release lies before then: a row may speak of what is to come. */
export function isPastDate(written: string | undefined, now: number): boolean {
  const date = written === undefined ? null : parseDate(written);
  return date !== null && Date.parse(date.from) <= now;
}

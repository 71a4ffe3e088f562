import { counted } from './numbers.ts';

const DAY = 24 * 60 * 60 * 1000;

/** `2025-07-11 14:03 UTC`; a date that says less than a minute is shown as precise as it is; null where it is no date. */
export function momentInWords(iso: string): string | null {
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(iso)) return iso;
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return null;
  const normal = new Date(time).toISOString();
  return `${normal.slice(0, 10)} ${normal.slice(11, 16)} UTC`;
}

/** `2025-07-11`, in UTC; null where it is no date. */
export function dayInWords(iso: string): string | null {
  return momentInWords(iso)?.slice(0, 10) ?? null;
}

/** `45 days` from one ISO 8601 date to a later one; null where that is not more than one day, or one is no date. */
export function daysBetween(earlier: string, later: string): string | null {
  const days = (Date.parse(later) - Date.parse(earlier)) / DAY;
  return days > 1 ? counted(Math.floor(days), 'day') : null;
}

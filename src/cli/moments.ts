import { counted } from '../alerts/numbers.ts';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** `2025-07-11 14:03 UTC`. Takes milliseconds since 1970. */
export function moment(at: number): string {
  const iso = new Date(at).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** `3 minutes ago`, `in 2 hours`, `now`. Takes milliseconds since 1970. */
export function fromNow(at: number, now: number): string {
  const span = spanInWords(Math.abs(at - now));
  if (span === null) return 'now';
  return at < now ? `${span} ago` : `in ${span}`;
}

/** `3 minutes`, in the largest unit that fits; null below a second. */
export function spanInWords(ms: number): string | null {
  for (const [name, length] of UNITS) if (ms >= length) return counted(Math.floor(ms / length), name);
  return null;
}

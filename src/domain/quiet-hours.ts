import { firstInstantOf, lastInstantOf, localDay, minutesOf } from './local-time.ts';

/** When readers want to be left alone, each day; past midnight where `to` is not after `from`. */
export interface QuietHours {
  /** `HH:MM`; belongs to them. */
  readonly from: string;
  /** `HH:MM`; does not. */
  readonly to: string;
  /** IANA name. */
  readonly timezone: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * When the quiet hours that it is now are over, in milliseconds since 1970; null where it is none. A beginning or end that
 * clocks skip is where they go forward; of one that they show twice the hours are the longer ones.
 */
export function quietUntil({ from, to, timezone }: QuietHours, now: number): number | null {
  const begins = minutesOf(from) * MINUTE;
  const ends = minutesOf(to) * MINUTE + (to > from ? 0 : DAY);
  const today = localDay(now, timezone);
  let until: number | null = null;
  // In this order: where a zone leaves out a day, one night goes over into the next.
  for (const day of [today - 2 * DAY, today - DAY, today, today + DAY]) {
    const at: number = until ?? now;
    const isQuiet = firstInstantOf(day + begins, timezone) <= at;
    const end = lastInstantOf(day + ends, timezone);
    if (isQuiet && at < end) until = end;
  }
  return until;
}

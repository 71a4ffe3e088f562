import { CronExpressionParser } from 'cron-parser';
import { placeInInterval } from '../domain/schedule.ts';

/** Sources with one rhythm are spread over at most this much of it, in milliseconds. */
const WIDEST_SPREAD_MS = 60_000;

export type NextDue = (after: number) => number;

/**
 * When a source is due: at the times of a cron expression (UTC), a little later for each source, always the same for
 * one. Takes and returns milliseconds since 1970.
 */
export function cronRhythm(expression: string, locator: string): NextDue {
  const occurrences = (after: number) =>
    CronExpressionParser.parse(expression, { tz: 'UTC', currentDate: new Date(after) });
  return (after) => {
    const probe = occurrences(after);
    const interval = -(probe.next().getTime() - probe.next().getTime());
    const place = Math.round(placeInInterval(locator) * Math.min(interval, WIDEST_SPREAD_MS));
    return (
      occurrences(after - place)
        .next()
        .getTime() + place
    );
  };
}

/** Every so many whole minutes, each source at its own place in the interval. */
export function minuteRhythm(minutes: number, locator: string): NextDue {
  const interval = minutes * 60_000;
  const place = Math.round(placeInInterval(locator) * interval);
  return (after) => Math.floor((after - place) / interval) * interval + interval + place;
}

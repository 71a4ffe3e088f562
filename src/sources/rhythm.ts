import { CronExpressionParser } from 'cron-parser';
import { placeInInterval } from '../domain/schedule.ts';
import type { SourceConfig } from './source-config.ts';

/** Sources with one rhythm are spread over at most this much of it, in milliseconds. */
const WIDEST_SPREAD_MS = 60_000;

/**
 * How often a source is looked at unless it says otherwise. A lab's own page is the first sign of a release; fifty pages
 * of a wiki are one request; a paper or an article more or less late changes little. Null: as the Hub's quota allows.
 */
export function defaultMinutes(source: SourceConfig): number | null {
  switch (source.kind) {
    case 'huggingface-org':
      return null;
    case 'wikipedia-page':
      return 5;
    case 'feed':
    case 'web-page':
      return source.official === true ? 5 : 15;
    case 'json-api':
      return source.as === 'organizations' ? 360 : 15;
  }
}

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

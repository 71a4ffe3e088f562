/** Days of the week as `Date.getUTCDay` counts them. */
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

export type Weekday = (typeof weekdays)[number];

/** What a clock on the wall shows: `HH:MM`, from 00:00 to 23:59. */
export const wallTimePattern = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** A time that comes again: every day, or on one day of the week. */
export interface WallTime {
  /** `HH:MM`. */
  readonly time: string;
  readonly weekday?: Weekday;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** No zone is further from UTC, and none changed by more at once (Apia left out 30 December 2011). */
const FURTHEST = 26 * 60 * MINUTE;

/**
 * The next instant after `after` at which clocks in `zone` (an IANA name) show that time, in milliseconds since 1970. A
 * time that is skipped when clocks go forward comes when they do; one that they show twice comes the first time.
 */
export function nextLocalTime({ time, weekday }: WallTime, zone: string, after: number): number {
  // From the day before: what that day skipped may come later than `after`.
  for (let day = localDay(after, zone) - DAY; ; day += DAY) {
    if (weekday !== undefined && weekdays[new Date(day).getUTCDay()] !== weekday) continue;
    const instant = firstInstantOf(day + minutesOf(time) * MINUTE, zone);
    if (instant > after) return instant;
  }
}

const LONGEST_WAIT = 9 * DAY;

/** The latest instant at or before `until` at which clocks in `zone` showed that time. */
export function lastLocalTime(at: WallTime, zone: string, until: number): number {
  let last = nextLocalTime(at, zone, until - LONGEST_WAIT);
  for (;;) {
    const next = nextLocalTime(at, zone, last);
    if (next > until) return last;
    last = next;
  }
}

/** The local date at an instant, as the milliseconds of its midnight if it were UTC's. */
export function localDay(instant: number, zone: string): number {
  return Math.floor(localClock(instant, zone) / DAY) * DAY;
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * The first instant at which clocks in `zone` show `local` or have skipped it. `local`: the date and time they show, as
 * the milliseconds of the same date and time in UTC.
 */
export function firstInstantOf(local: number, zone: string): number {
  return Math.min(...instantsOf(local, zone));
}

/** As `firstInstantOf`; the second one of two where clocks go back. */
export function lastInstantOf(local: number, zone: string): number {
  return Math.max(...instantsOf(local, zone));
}

function instantsOf(local: number, zone: string): number[] {
  const offsets = [local - FURTHEST, local + FURTHEST].map((near) => localClock(near, zone) - near);
  const shown = offsets
    .map((offset) => local - offset)
    .filter((instant) => localClock(instant, zone) === local);
  return shown.length > 0 ? shown : [whenSkipped(local, zone)];
}

/** The instant at which clocks went past a time that they never showed. */
function whenSkipped(local: number, zone: string): number {
  let before = local - FURTHEST;
  let after = local + FURTHEST;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localClock(middle, zone) < local) before = middle;
    else after = middle;
  }
  return after;
}

/** What clocks in `zone` show at an instant, as the milliseconds of the same date and time in UTC. */
export function localClock(instant: number, zone: string): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(instant)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  const milliseconds = ((instant % 1000) + 1000) % 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + milliseconds;
}

/** To make one takes longer than to use it a hundred times. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, clock);
  return clock;
}

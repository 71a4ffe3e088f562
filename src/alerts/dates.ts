import { phrasesOf } from './languages/index.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * `2025-07-11 14:03 UTC`, in the reader's zone and language; a date that says less than a minute is shown as precise as
 * it is, and in no zone; null where it is no date.
 */
export function momentInWords(iso: string, reader: Reader = ENGLISH_READER): string | null {
  const phrases = phrasesOf(reader.language);
  if (isDay(iso)) return phrases.day(iso);
  const local = localTime(iso, reader.timeZone);
  if (local === null) return null;
  return phrases.moment(local.date, local.time, reader.timeZone, local.zone);
}

/** `2025-07-11`, in the reader's zone and language; null where it is no date. */
export function dayInWords(iso: string, reader: Reader = ENGLISH_READER): string | null {
  const date = isDay(iso) ? iso : localTime(iso, reader.timeZone)?.date;
  return date === undefined ? null : phrasesOf(reader.language).day(date);
}

/** `45 days` from one ISO 8601 date to a later one; null where that is not more than one day, or one is no date. */
export function daysBetween(earlier: string, later: string, reader: Reader = ENGLISH_READER): string | null {
  const days = (Date.parse(later) - Date.parse(earlier)) / DAY;
  return days > 1 ? phrasesOf(reader.language).durations.days(Math.floor(days)) : null;
}

/** `42 minutes`, `3 hours`, `8 days`; null where it is less than a minute, or one is no date. */
export function timeBetween(earlier: string, later: string, { language }: Reader): string | null {
  const { minutes, hours, days } = phrasesOf(language).durations;
  const ms = Date.parse(later) - Date.parse(earlier);
  if (!(ms >= MINUTE)) return null;
  if (ms < 2 * HOUR) return minutes(Math.floor(ms / MINUTE));
  return ms < 2 * DAY ? hours(Math.floor(ms / HOUR)) : days(Math.floor(ms / DAY));
}

function isDay(iso: string): boolean {
  return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(iso);
}

interface LocalTime {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}

function localTime(iso: string, timeZone: string): LocalTime | null {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return null;
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
    zone: part('timeZoneName'),
  };
}

/** Making one takes longer than all that is done with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  formats.set(timeZone, format);
  return format;
}

import { offsetOfZone, offsetOfZoneName } from './time-zone.ts';

/** How a feed's dates are read. */
export interface DateReading {
  /** IANA name: for dates that name no zone. */
  readonly zone: string;
  /** Milliseconds since 1970: nothing was published later. */
  readonly now: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** No feed is older: earlier dates stand for "not known" (`0001-01-01`, `1970-01-01`). */
const EARLIEST = Date.UTC(1990, 0, 1);

/** A date is never longer; what is, is text of somebody who means no good. */
const LONGEST = 100;

interface Wall {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/**
 * A date as some feed writes it → ISO 8601 UTC, a later one than now as now; null where it cannot be read, does not
 * exist (30 February), or stands for none. RFC 822 and 2822, ISO 8601 and W3CDTF, asctime, Unix seconds and
 * milliseconds, Chinese dates, `2025/7/11`, and `7/11/2025` where only one reading is possible.
 */
export function readDate(raw: string, reading: DateReading): string | null {
  if (raw.length > LONGEST) return null;
  const at = momentOf(raw.replace(/\(.*?\)/g, ' ').trim(), reading.zone);
  if (at === null || Number.isNaN(at) || at < EARLIEST) return null;
  return new Date(Math.min(at, reading.now)).toISOString();
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;

function momentOf(text: string, zone: string): number | null {
  if (ISO.test(text) && dayExists(text)) return Date.parse(text);
  if (/^\d{10}(?:\d{3})?$/.test(text)) return Number(text) * (text.length === 10 ? 1000 : 1);
  const wall = wallDate(text);
  if (wall === null) return null;
  const day = Date.UTC(wall.year, wall.month - 1, wall.day);
  const written = new Date(day);
  // 30 February would become 2 March.
  if (written.getUTCMonth() !== wall.month - 1 || written.getUTCDate() !== wall.day) return null;
  const time = timeOfDay(text);
  return time === null ? null : day + time.ms - offsetMs(time.after, zone, day + time.ms);
}

/** Date.parse takes 30 February for 2 March. */
function dayExists(iso: string): boolean {
  const day = Number(iso.slice(8, 10));
  if (day <= 28) return day > 0;
  return day <= new Date(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), 0)).getUTCDate();
}

function wallDate(text: string): Wall | null {
  return yearFirst(text) ?? dayFirst(text) ?? monthFirst(text) ?? slashed(text);
}

/** `2025-07-11`, `2025/7/11`, `2025.7.11`, `20250711`, `2025年7月11日`. */
function yearFirst(text: string): Wall | null {
  const match =
    /(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)/.exec(text) ??
    /^(\d{4})(\d\d)(\d\d)(?:T|$)/.exec(text);
  return match === null ? null : wall(match[1], Number(match[2]), match[3]);
}

/** `Fri, 11 Jul 2025`, `11-Jul-25`, `11th July 2025`. */
function dayFirst(text: string): Wall | null {
  const match = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d\d)(?!\d|:)/i.exec(
    text,
  );
  return match === null ? null : wall(match[3], monthNumber(match[2]), match[1]);
}

/** `July 11, 2025`, and asctime and Java: `Fri Jul 11 08:00:00 CST 2025`. */
function monthFirst(text: string): Wall | null {
  const match =
    /\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/i.exec(text) ??
    /\b([a-z]{3})\s+(\d{1,2})\s+\d\d?:\d\d(?::\d\d)?\s+(?:[a-z]{1,5}\s+|[+-]\d{4}\s+)?(\d{4})(?!\d)/i.exec(
      text,
    );
  return match === null ? null : wall(match[3], monthNumber(match[1]), match[2]);
}

/** Americans put the month first, most others the day: taken only where just one reading is a date. A wrong month is worse than none. */
function slashed(text: string): Wall | null {
  const match = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)/.exec(text);
  if (match === null) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  // Only Americans count hours to twelve in such a date.
  if (second > 12 || /\d\s*[ap]m\b/i.test(text)) return wall(match[3], first, match[2]);
  return first > 12 || first === second ? wall(match[3], second, match[1]) : null;
}

function wall(year: string | undefined, month: number, day: string | undefined): Wall | null {
  if (month < 1 || month > 12) return null;
  return { year: fullYear(year ?? ''), month, day: Number(day) };
}

/** https://www.rfc-editor.org/rfc/rfc2822#section-4.3 */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year < 50 ? 2000 : 1900);
}

function monthNumber(name = ''): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/** `08:00`, `08:00:00.123`, `2:00 PM`, `下午2:00`, `14时30分`. Groups: part of the day, hours, minutes, seconds, fraction, a or p. */
const CLOCK =
  /(上午|下午|晚上|中午|凌晨|早上)?\s*(?<![\d+-])(\d{1,2})\s*[:：时時点點]\s*(\d\d?)?\s*(?:[:：分]\s*(\d\d?)?)?(?:[.,](\d{1,9}))?秒?(?:\s*([ap])\.?m\b\.?)?/i;

/** ISO 8601 without separators: `20250711T080000`. The same groups. */
const BASIC_CLOCK = /T()(\d\d)(\d\d)(\d\d)?()()/;

interface TimeOfDay {
  readonly ms: number;
  /** What stands after it: the zone, if any. */
  readonly after: string;
}

/** Midnight where none is written; null where it is none (`25:00`). */
function timeOfDay(text: string): TimeOfDay | null {
  const match = CLOCK.exec(text) ?? BASIC_CLOCK.exec(text);
  if (match === null) return { ms: 0, after: /(?:Z|[+-]\d\d:\d\d)$/.exec(text)?.[0] ?? '' };
  const [whole, part = '', hours, minutes = '0', seconds = '0', fraction = '', half = ''] = match;
  const hour = hourOfDay(Number(hours), part, half.toLowerCase());
  // A leap second is written as 60; midnight at the end of a day as 24:00.
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 60 || (hour === 24 && Number(minutes) > 0))
    return null;
  const ms = ((hour * 60 + Number(minutes)) * 60 + Math.min(Number(seconds), 59)) * 1000;
  return {
    ms: ms + Math.floor(Number(`0.${fraction || '0'}`) * 1000),
    after: text.slice(match.index + whole.length),
  };
}

function hourOfDay(hour: number, chinese: string, half: string): number {
  const afternoon = half === 'p' || ['下午', '晚上', '中午'].includes(chinese);
  const morning = half === 'a' || ['上午', '凌晨', '早上'].includes(chinese);
  if (hour > 12 || (!afternoon && !morning)) return hour;
  if (chinese === '中午') return hour < 11 ? hour + 12 : hour;
  return (hour % 12) + (afternoon ? 12 : 0);
}

/** Of the zone that the date names, else of the one that it is read in. */
function offsetMs(after: string, zone: string, wallClock: number): number {
  const minutes = offsetOfZoneName(after, zone, wallClock);
  return minutes === null ? offsetOfZone(zone, wallClock) : minutes * 60_000;
}

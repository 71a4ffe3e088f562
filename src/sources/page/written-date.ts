import { offsetOfZone } from '../feed/time-zone.ts';
import { plainLine } from '../plain-line.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const TIME =
  '(?:[T,\\s]\\s*(?:at\\s+)?(\\d{1,2}):(\\d\\d)(?::\\d\\d(?:\\.\\d+)?)?(?!\\s*[ap]m)\\s*(Z\\b|UTC\\b|GMT\\b|[+-]\\d\\d:?\\d\\d)?)?';

/** Where in a match year, month and day stand, 0 for a year that is not written. */
interface Form {
  readonly pattern: RegExp;
  readonly order: readonly [year: number, month: number, day: number];
}

/** All-digit dates that begin with day or month are not read: nobody knows which is which. */
const FORMS: readonly Form[] = [
  { pattern: form(`(?<!\\d)(20\\d\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)${TIME}`), order: [1, 2, 3] },
  {
    pattern: form(`(?<!\\d)(20\\d\\d)\\s*年\\s*(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*[日号]?${TIME}`),
    order: [1, 2, 3],
  },
  { pattern: form(`\\b${MONTH}\\s*(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(20\\d\\d)\\b${TIME}`), order: [3, 1, 2] },
  { pattern: form(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+${MONTH},?\\s+(20\\d\\d)\\b${TIME}`), order: [3, 2, 1] },
  { pattern: form(`(?<!\\d)(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*[日号]`), order: [0, 1, 2] },
  { pattern: form(`\\b${MONTH}\\s*(\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\s*[:,]?\\s*\\d)`), order: [0, 1, 2] },
];

function form(source: string): RegExp {
  return new RegExp(source, 'i');
}

/** What gives a date and no more is shorter; how far one is looked for in what gives more. */
const LONGEST_LINE = 200;

const DAY_MS = 24 * 3_600_000;

/** What may stand beside a date that is all that a line says: `Date: 2025-08-21`, `发布于 2025年8月21日`. */
const LABELS =
  /^(?:date|version|released?|published|posted|updated|last updated|on|日期|版本|发布(?:于|时间|日期)?|更新(?:于|时间|日期)?|时间)$/i;

export interface WrittenDate {
  /** ISO 8601 UTC; never later than now. */
  readonly at: string;
  /** The line without it. */
  readonly rest: string;
}

/**
 * The first date in a line. One without a zone is in `zone`; one without a time is its day's beginning; one without a
 * year is the latest such day that is not to come. `now`: milliseconds since 1970. Null where there is none.
 */
export function findDate(written: string, zone: string, now: number): WrittenDate | null {
  const line = written.slice(0, LONGEST_LINE);
  for (const { pattern, order } of FORMS) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const at = momentOf(match, order, zone, now);
    if (at === null) continue;
    const rest = line.slice(0, match.index) + line.slice(match.index + match[0].length);
    return { at: new Date(Math.min(at, now)).toISOString(), rest: plainLine(rest) };
  }
  return null;
}

/** The same where a line says nothing else. */
export function lineThatIsDate(line: string, zone: string, now: number): WrittenDate | null {
  const found = line.length > LONGEST_LINE ? null : findDate(line, zone, now);
  if (found === null) return null;
  const words = found.rest
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' || LABELS.test(words) ? found : null;
}

function momentOf(
  match: RegExpExecArray,
  [y, m, d]: Form['order'],
  zone: string,
  now: number,
): number | null {
  const month = monthOf(match[m] ?? '');
  const day = Number(match[d]);
  const [hours = '0', minutes = '0', offset] = match.slice(4);
  if (y !== 0) return moment([Number(match[y]), month, day, Number(hours), Number(minutes)], offset, zone);
  const thisYear = new Date(now).getUTCFullYear();
  // A day ahead somewhere in the world is today.
  return (
    [thisYear + 1, thisYear, thisYear - 1]
      .map((year) => moment([year, month, day, 0, 0], undefined, zone))
      .find((at) => at !== null && at <= now + DAY_MS) ?? null
  );
}

function monthOf(written: string): number {
  return /^\d/.test(written) ? Number(written) : MONTHS.indexOf(written.slice(0, 3).toLowerCase()) + 1;
}

type Wall = readonly [year: number, month: number, day: number, hours: number, minutes: number];

function moment(wall: Wall, offset: string | undefined, zone: string): number | null {
  const [year, month, day, hours, minutes] = wall;
  const asUtc = Date.UTC(year, month - 1, day, hours, minutes);
  // The 31st of June would be the 1st of July.
  if (new Date(asUtc).getUTCDate() !== day || month < 1 || month > 12 || hours > 23 || minutes > 59)
    return null;
  if (offset === undefined) return asUtc - offsetOfZone(zone, asUtc);
  const [, sign, offsetHours = '0', offsetMinutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? [];
  const minutesAhead = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  return asUtc - minutesAhead * 60_000;
}

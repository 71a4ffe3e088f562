import type { ClaimValue } from './claim-value.ts';

type DateValue = Extract<ClaimValue, { kind: 'date' }>;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

type Read = (match: RegExpExecArray) => DateValue | null;

/** Ways to write a date, the most precise first. Years are those in which there were language models to speak of. */
const FORMS: readonly (readonly [RegExp, Read])[] = [
  [/\b(20[1-3]\d)([-/])(\d{1,2})\2(\d{1,2})\b/, ([, year, , month, day]) => ofDay(year, Number(month), day)],
  [
    /(20[1-3]\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/,
    ([, year, month, day]) => ofDay(year, Number(month), day),
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+${MONTH},?\\s+(20[1-3]\\d)\\b`, 'i'),
    ([, day, month, year]) => ofDay(year, monthOf(month), day),
  ],
  [
    new RegExp(`\\b${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(20[1-3]\\d)\\b`, 'i'),
    ([, month, day, year]) => ofDay(year, monthOf(month), day),
  ],
  [/\b(20[1-3]\d)-(\d{1,2})(?!\d|-\d)\b/, ([, year, month]) => ofMonth(year, Number(month))],
  [/(20[1-3]\d)\s*年\s*(\d{1,2})\s*月/, ([, year, month]) => ofMonth(year, Number(month))],
  [
    new RegExp(`\\b${MONTH}\\s+(?:of\\s+)?(20[1-3]\\d)\\b`, 'i'),
    ([, month, year]) => ofMonth(year, monthOf(month)),
  ],
  [
    /\bH([12])\s+(20[1-3]\d)\b/i,
    ([, half, year]) => (half === '1' ? ofMonths(year, 1, 6) : ofMonths(year, 7, 12)),
  ],
  [
    /\bQ([1-4])\s+(20[1-3]\d)\b/i,
    ([, quarter, year]) => ofMonths(year, Number(quarter) * 3 - 2, Number(quarter) * 3),
  ],
  [
    /\b(early|mid|late)[\s-]+(20[1-3]\d)\s*(?:and|to|through|or|–|-)\s*(early|mid|late)[\s-]+(20[1-3]\d)\b/i,
    ([, season, year, lastSeason, lastYear]) => ofSeasons(season, year, lastSeason, lastYear),
  ],
  [/\bearly[\s-]+(20[1-3]\d)\b/i, ([, year]) => ofMonths(year, 1, 4)],
  [/\bmid[\s-]+(20[1-3]\d)\b/i, ([, year]) => ofMonths(year, 5, 8)],
  [/\blate[\s-]+(20[1-3]\d)\b/i, ([, year]) => ofMonths(year, 9, 12)],
  [/\b(?:the )?end of (20[1-3]\d)\b/i, ([, year]) => ofMonths(year, 11, 12)],
  [/\b(20[1-3]\d)\s*[–-]\s*(\d{2}|20[1-3]\d)\b/, ([, from, to]) => ofYears(from, to)],
  [/(?:^|[^\d.,])(20[1-3]\d)(?![\d,]|\.\d)/, ([, year]) => ofYears(year, year)],
];

/**
 * Reads a date as people write it, as precise as they are: `11 July 2025`, `Jul 2025`, `2025年7月`, `late 2024`,
 * `H2 2025`, `2024–25`. Null where there is none, or where it is none that a calendar has.
 */
export function parseDate(written: string): DateValue | null {
  const text = written.normalize('NFKC').slice(0, 200);
  for (const [pattern, read] of FORMS) {
    const match = pattern.exec(text);
    const date = match === null ? null : read(match);
    if (date !== null) return date;
  }
  return null;
}

function ofDay(year = '', month = 0, day = ''): DateValue | null {
  const date = `${year}-${pad(month)}-${pad(Number(day))}`;
  return isDay(date) ? { kind: 'date', date, from: date, to: date } : null;
}

function ofMonth(year = '', month = 0): DateValue | null {
  if (month < 1 || month > 12) return null;
  const date = `${year}-${pad(month)}`;
  return { kind: 'date', date, from: `${date}-01`, to: lastDay(year, month) };
}

function ofMonths(year = '', first = 1, last = 12): DateValue {
  return { kind: 'date', date: year, from: `${year}-${pad(first)}-01`, to: lastDay(year, last) };
}

function ofSeasons(season = '', year = '', lastSeason = '', lastYear = ''): DateValue | null {
  const first = parseDate(`${season} ${year}`);
  const last = parseDate(`${lastSeason} ${lastYear}`);
  return first === null || last === null || last.to < first.from ? null : { ...first, to: last.to };
}

function ofYears(from = '', to = ''): DateValue | null {
  const end = to.length === 2 ? `${from.slice(0, 2)}${to}` : to;
  if (end < from) return null;
  return { kind: 'date', date: from, from: `${from}-01-01`, to: `${end}-12-31` };
}

function monthOf(name = ''): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function lastDay(year: string, month: number): string {
  return new Date(Date.UTC(Number(year), month, 0)).toISOString().slice(0, 10);
}

function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** A date that a lab put behind a name, as precise as it is written. */
export interface NameDate {
  /** Null where only month and day are written: the year is implied. */
  readonly year: number | null;
  readonly month: number;
  readonly day: number | null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Language models with a date in their name began in 2023: `1210` is the 10th of December, not December 2012. */
const firstYear = 23;
const lastYear = 40;

/** Reads `0324` (MMDD), `2507` (YYMM), `250711`, `202507`, `20241220`, `nov`; null where the part is no date. */
export function readDate(lower: string): NameDate | null {
  const month = months.indexOf(lower);
  if (month >= 0) return { year: null, month: month + 1, day: null };
  if (!/^(?:\d{4}|\d{6}|\d{8})$/.test(lower)) return null;
  const pair = (index: number) => Number(lower.slice(index * 2, index * 2 + 2));
  if (lower.length === 4) {
    return isYear(pair(0)) ? date(2000 + pair(0), pair(1), null) : date(null, pair(0), pair(1));
  }
  if (pair(0) === 20 && isYear(pair(1))) {
    return date(2000 + pair(1), pair(2), lower.length === 8 ? pair(3) : null);
  }
  return lower.length === 6 && isYear(pair(0)) ? date(2000 + pair(0), pair(1), pair(2)) : null;
}

function isYear(twoDigits: number): boolean {
  return twoDigits >= firstYear && twoDigits <= lastYear;
}

function date(year: number | null, month: number, day: number | null): NameDate | null {
  if (month < 1 || month > 12 || (day !== null && (day < 1 || day > 31))) return null;
  return { year, month, day };
}

/**
 * ISO 8601, as precise as the name. Where the name gives no year, the one that lies nearest to `createdAt` (ISO 8601):
 * repos are made weeks before the date of their launch, or after it. Null where nothing tells the year.
 */
export function isoDate(date: NameDate, createdAt: string | null): string | null {
  const year = date.year ?? nearestYear(date, createdAt);
  if (year === null) return null;
  const month = `${year}-${String(date.month).padStart(2, '0')}`;
  return date.day === null ? month : `${month}-${String(date.day).padStart(2, '0')}`;
}

function nearestYear(date: NameDate, createdAt: string | null): number | null {
  const made = createdAt === null ? Number.NaN : Date.parse(createdAt);
  if (Number.isNaN(made)) return null;
  const about = new Date(made).getUTCFullYear();
  const distance = (year: number) => Math.abs(Date.UTC(year, date.month - 1, date.day ?? 15) - made);
  return [about, about - 1, about + 1].reduce((best, year) =>
    distance(year) < distance(best) ? year : best,
  );
}

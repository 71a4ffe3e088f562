/** Months of UTC, as `2025-07`. */
export type Month = string;

export interface CountOfDay {
  /** Since 1970-01-01. */
  readonly day: number;
  readonly name: string;
  readonly count: number;
}

/** Counts month by month, for a few names; of all others together. */
export interface MonthlyCounts {
  /** The names that are counted apart, the most common first. */
  readonly names: readonly string[];
  /** Without a gap, oldest first. */
  readonly months: readonly MonthOfCounts[];
  /** How many stand in months before these. */
  readonly earlier: number;
}

export interface MonthOfCounts {
  readonly month: Month;
  /** In the order of the names. */
  readonly counts: readonly number[];
  /** Of all other names. */
  readonly others: number;
}

const DAY_MS = 86_400_000;

/** `names`: how many are counted apart; `months`: how many of the last are counted one by one. */
export function countByMonth(
  days: readonly CountOfDay[],
  most: { readonly names: number; readonly months: number },
): MonthlyCounts {
  const totals = new Map<string, number>();
  const byMonth = new Map<Month, Map<string, number>>();
  for (const { day, name, count } of days) {
    const month = new Date(day * DAY_MS).toISOString().slice(0, 7);
    const own = byMonth.get(month) ?? new Map<string, number>();
    byMonth.set(month, own);
    own.set(name, (own.get(name) ?? 0) + count);
    totals.set(name, (totals.get(name) ?? 0) + count);
  }
  const names = [...totals]
    .sort(([left, most], [right, other]) => other - most || (left < right ? -1 : 1))
    .slice(0, most.names)
    .map(([name]) => name);
  const all = monthsBetween([...byMonth.keys()].sort());
  const shown = all.slice(-most.months);
  const months = shown.map((month): MonthOfCounts => {
    const own = byMonth.get(month) ?? new Map<string, number>();
    const counts = names.map((name) => own.get(name) ?? 0);
    return { month, counts, others: sum(own.values()) - sum(counts) };
  });
  const inAll = sum(totals.values());
  const inShown = sum(months.map(({ counts, others }) => sum(counts) + others));
  return { names, months, earlier: inAll - inShown };
}

/** From the first of these to the last. */
function monthsBetween(sorted: readonly Month[]): Month[] {
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const months: Month[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

function monthAfter(month: Month): Month {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

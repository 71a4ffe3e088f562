import type { Language } from '../../../alerts/language.ts';
import { type Html, html } from '../../markup.ts';
import { dayInFull } from '../../parts/day.ts';
import { table } from '../../parts/table.ts';
import { labWords } from '../../words/lab-words.ts';
import { listingWords } from '../../words/listing-words.ts';

export const MONTHS = 24;

const WIDTH = 600;
const HEIGHT = 130;
const FOOT = 22;
/** Width of a month's name, at the largest. */
const LABEL = 80;
const HEAD = 20;

interface Month {
  /** `2025-07` */
  readonly month: string;
  readonly count: number;
}

/** How many releases fell into each of the months up to now, the present one last. Times in milliseconds since 1970. */
export function countMonths(times: readonly number[], now: number): Month[] {
  const counts = new Map<string, number>();
  for (const time of times) counts.set(monthOf(time), (counts.get(monthOf(time)) ?? 0) + 1);
  const today = new Date(now);
  return Array.from({ length: MONTHS }, (_, index) => {
    const start = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (MONTHS - 1 - index));
    return { month: monthOf(start), count: counts.get(monthOf(start)) ?? 0 };
  });
}

/** The first moment that countMonths looks at. */
export function firstMonth(now: number): number {
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (MONTHS - 1));
}

/** A bar for each month, and the same as a table. */
export function monthBars(months: readonly Month[], language: Language): Html {
  const words = labWords[language];
  const most = Math.max(1, ...months.map(({ count }) => count));
  const step = WIDTH / months.length;
  const scale = (HEIGHT - FOOT - HEAD) / most;
  const ground = HEIGHT - FOOT;
  const caption = words.monthsCaption(months.length);
  return html`<svg class="bars" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${caption}">
<line x1="0" x2="${WIDTH}" y1="${ground}" y2="${ground}"/>
${months.map(({ month, count }, index) => {
  const height = count * scale;
  const x = index * step;
  const label = /-0[17]$/.test(month) ? monthLabel(month, x) : '';
  const amount =
    count > 0
      ? html`<text x="${x + step / 2}" y="${ground - height - 4}" text-anchor="middle">${count}</text>`
      : '';
  return html`<g><title>${words.inMonth(dayInFull(month, language), count)}</title><rect x="${x + 3}" y="${ground - height}" width="${step - 6}" height="${height}"/>${amount}${label}</g>`;
})}</svg>
<details><summary>${words.asTable}</summary>${table({
    caption,
    columns: [{ head: words.month }, { head: listingWords[language].columns.name, number: true }],
    rows: months.toReversed().map(({ month, count }) => [dayInFull(month, language), count]),
  })}</details>`;
}

/** Beneath its bar, and to its left where there is no room for it to the right. */
function monthLabel(month: string, x: number): Html {
  const fits = x + LABEL <= WIDTH;
  const [at, anchor] = fits ? [x, 'start'] : [WIDTH, 'end'];
  return html`<text x="${at}" y="${HEIGHT - 5}" text-anchor="${anchor}">${month}</text>`;
}

function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

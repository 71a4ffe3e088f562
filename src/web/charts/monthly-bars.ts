import type { MonthlyCounts, MonthOfCounts } from '../../domain/chart-counts.ts';
import { type Html, html } from '../markup.ts';
import { labelsBeneath, linesAcross, type Plot } from './axes.ts';
import { type Drawing, place, WIDTH } from './drawing.ts';
import type { LegendEntry } from './figure.ts';
import type { MonthNames } from './month-names.ts';

export const BARS_HEIGHT = 300;
const PLOT: Plot = { left: 44, right: WIDTH - 20, top: 12, bottom: BARS_HEIGHT - 28 };
const LABELS = 12;

/** Counts of a chart, with the name that each is shown under. */
export interface MonthlyBars {
  readonly counts: MonthlyCounts;
  /** In the order of the counts' names. */
  readonly names: readonly string[];
  /** Of all that is not counted apart. */
  readonly others: string;
  readonly monthNames: MonthNames;
}

/** Styles in the order of the names; all others have the last. */
export function barsLegend({ counts, names, others }: MonthlyBars): readonly LegendEntry[] {
  const own = names.map((name, index) => ({ style: `series-${index}`, name }));
  return hasOthers(counts) ? [...own, { style: 'series-others', name: others }] : own;
}

export function hasOthers({ months }: MonthlyCounts): boolean {
  return months.some(({ others }) => others > 0);
}

/** Stacked bars, one for each month. */
export function drawMonthlyBars(bars: MonthlyBars, { scale, shape, array }: Drawing): Html {
  const { months } = bars.counts;
  const across = scale
    .scaleBand<string>(
      months.map(({ month }) => month),
      [PLOT.left, PLOT.right],
    )
    .paddingInner(0.2)
    .paddingOuter(0.1);
  const most = array.max(months, totalOf) ?? 0;
  const up = scale.scaleLinear([0, Math.max(1, most)], [PLOT.bottom, PLOT.top]).nice(4);
  const keys = [...bars.names.keys(), bars.names.length];
  const series = shape
    .stack<MonthOfCounts, number>()
    .keys(keys)
    .value((month, key) => month.counts[key] ?? month.others)(months);
  const width = across.bandwidth();
  const xOf = (index: number) => across(months[index]?.month ?? '') ?? 0;
  // One path for each series rather than a rectangle for each count: a fifth of the bytes.
  const paths = series.map((layer) => {
    const boxes = layer.flatMap(([from, to], index) =>
      to === from
        ? []
        : [`M${place(xOf(index))} ${place(up(from))}V${place(up(to))}h${place(width)}V${place(up(from))}z`],
    );
    const style = layer.key === bars.names.length ? 'series-others' : `series-${layer.key}`;
    return boxes.length === 0 ? '' : html`<path class="${style}" d="${boxes.join('')}"/>`;
  });
  const ticks = up
    .ticks(4)
    .filter(Number.isInteger)
    .map((value) => ({ at: up(value), label: String(value) }));
  const every = Math.max(1, Math.ceil(months.length / LABELS));
  const labels = months.flatMap(({ month }, index) =>
    (months.length - 1 - index) % every === 0
      ? [{ at: xOf(index) + width / 2, label: bars.monthNames.short(month) }]
      : [],
  );
  return html`${linesAcross(PLOT, ticks)}${paths}${months.map((month, index) => hint(bars, month, xOf(index), width))}${labelsBeneath(PLOT, labels)}`;
}

/** What a month is made of, for who points at it. */
function hint(
  { names, others, monthNames }: MonthlyBars,
  month: MonthOfCounts,
  x: number,
  width: number,
): Html {
  const parts = [
    ...names.map((name, index) => [name, month.counts[index] ?? 0] as const),
    [others, month.others] as const,
  ]
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`);
  const text = `${monthNames.full(month.month)}: ${totalOf(month)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
  return html`<rect class="hint" x="${place(x)}" y="${PLOT.top}" width="${place(width)}" height="${PLOT.bottom - PLOT.top}"><title>${text}</title></rect>`;
}

export function totalOf({ counts, others }: MonthOfCounts): number {
  return counts.reduce((sum, count) => sum + count, others);
}

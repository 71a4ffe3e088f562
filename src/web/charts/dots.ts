import type { Dot } from '../../store/chart-reading.ts';
import { type Html, html } from '../markup.ts';
import { linesAcross, linesDown, type Plot, type Tick } from './axes.ts';
import { type Drawing, place, WIDTH } from './drawing.ts';
import type { MonthNames } from './month-names.ts';

export const DOTS_HEIGHT = 340;
const PLOT: Plot = { left: 52, right: WIDTH - 16, top: 12, bottom: DOTS_HEIGHT - 28 };
const RADIUS = 4.5;
const DAY_MS = 86_400_000;

export interface DotChart {
  /** At least one. */
  readonly dots: readonly Dot[];
  /** What each step of the scale is multiplied by. */
  readonly step: number;
  /** `32B`, `128K`. */
  readonly inWords: (value: number) => string;
  /** What is said of a dot to who points at it. */
  readonly hintOf: (dot: Dot) => string;
  readonly monthNames: MonthNames;
}

/** A dot for each release, over time, on a logarithmic scale; each is a link to its release. */
export function drawDots(chart: DotChart, { scale, array }: Drawing): Html {
  const { dots, step } = chart;
  const [from = 0, to = 0] = array.extent(dots, ({ at }) => at);
  const [least = 1, most = 1] = array.extent(dots, ({ value }) => value);
  // No dot on the edge; and a single day, a single size are still a plane to draw on.
  const edge = Math.max(DAY_MS, (to - from) / 50);
  const across = scale.scaleUtc([from - edge, to + edge], [PLOT.left, PLOT.right]);
  const floor = step ** Math.floor(Math.log(least) / Math.log(step) + 1e-9);
  const ceiling = Math.max(floor * step, step ** Math.ceil(Math.log(most) / Math.log(step) - 1e-9));
  const up = scale.scaleLog([floor, ceiling], [PLOT.bottom, PLOT.top]);
  const levels: Tick[] = [];
  for (let value = floor; value <= ceiling * 1.001; value *= step)
    levels.push({ at: up(value), label: chart.inWords(value) });
  const dates = across
    .ticks(8)
    .filter((date) => date.getUTCDate() === 1)
    .map((date) => ({ at: across(date), label: chart.monthNames.short(date.toISOString().slice(0, 7)) }));
  // The numbers are in the table with the same links: nobody has to walk through all dots by keyboard.
  const marks = dots.map(
    (dot) =>
      html`<a href="/releases/${encodeURIComponent(dot.id)}" tabindex="-1"><circle class="${styleOf(dot)}" cx="${place(across(dot.at))}" cy="${place(up(dot.value))}" r="${RADIUS}"><title>${chart.hintOf(dot)}</title></circle></a>`,
  );
  return html`${linesAcross(PLOT, levels)}${linesDown(PLOT, dates)}${marks}`;
}

/** With weights or without. */
export function styleOf({ status }: Dot): string {
  return status === 'api-only' || status === 'announced' ? 'dot-closed' : 'dot-open';
}

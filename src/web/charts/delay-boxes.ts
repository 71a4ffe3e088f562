import type { Delays } from '../../domain/chart-delays.ts';
import { type Html, html } from '../markup.ts';
import { linesDown, type Plot, rowLabel } from './axes.ts';
import { type Drawing, place, WIDTH } from './drawing.ts';

const ROW = 44;
const LABELS = 170;
const BOX = 18;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What is sooner than that is drawn there: looks are minutes apart. */
const SHORTEST = MINUTE;
const TICKS = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY];

export interface DelayChart {
  readonly delays: readonly Delays[];
  /** How each kind of source is called, in the order of the delays. */
  readonly names: readonly string[];
  /** `6 hours` */
  readonly inWords: (ms: number) => string;
}

export function delayHeight(delays: readonly Delays[]): number {
  return delays.length * ROW + 40;
}

/** For each kind of source a box from a quarter to three quarters of the releases, with half marked and whiskers to a tenth. */
export function drawDelays({ delays, names, inWords }: DelayChart, { scale, array }: Drawing): Html {
  const plot: Plot = { left: LABELS, right: WIDTH - 24, top: 8, bottom: delays.length * ROW + 8 };
  const longest = Math.max(DAY, array.max(delays, ({ quantiles }) => quantiles[4]) ?? 0);
  const across = scale.scaleLog([SHORTEST, longest], [plot.left, plot.right]).clamp(true);
  const at = (wait: number) => across(Math.max(SHORTEST, wait));
  const ticks = TICKS.filter((tick) => tick <= longest).map((tick) => ({
    at: at(tick),
    label: inWords(tick),
  }));
  const boxes = delays.map(({ quantiles }, index) => {
    const middle = plot.top + index * ROW + ROW / 2;
    const [tenth, quarter, half, threeQuarters, nineTenths] = quantiles.map(at);
    return html`${rowLabel(LABELS - 10, middle, names[index] ?? '')}<line class="whisker" x1="${place(tenth ?? 0)}" x2="${place(nineTenths ?? 0)}" y1="${middle}" y2="${middle}"/><rect class="box" x="${place(quarter ?? 0)}" y="${middle - BOX / 2}" width="${place(Math.max(2, (threeQuarters ?? 0) - (quarter ?? 0)))}" height="${BOX}"/><line class="middle" x1="${place(half ?? 0)}" x2="${place(half ?? 0)}" y1="${middle - BOX / 2}" y2="${middle + BOX / 2}"/>`;
  });
  return html`${linesDown(plot, ticks)}${boxes}`;
}

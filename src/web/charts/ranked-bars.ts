import { type Html, html } from '../markup.ts';
import { rowLabel } from './axes.ts';
import { type Drawing, place, WIDTH } from './drawing.ts';

const ROW = 26;
const LABELS = 200;
const ROOM_FOR_NUMBERS = 60;
const LONGEST_LABEL = 30;

export interface RankedBar {
  readonly label: string;
  readonly count: number;
  /** Of the style sheet. */
  readonly style: string;
}

export function rankedHeight(bars: readonly RankedBar[]): number {
  return bars.length * ROW + 8;
}

/** A bar for each, with its number behind it. */
export function drawRankedBars(bars: readonly RankedBar[], { scale, array }: Drawing): Html {
  const most = array.max(bars, ({ count }) => count) ?? 0;
  const across = scale.scaleLinear([0, Math.max(1, most)], [LABELS, WIDTH - ROOM_FOR_NUMBERS]);
  return html`${bars.map(({ label, count, style }, index) => {
    const top = 4 + index * ROW;
    const end = across(count);
    return html`${rowLabel(LABELS - 8, top + ROW / 2, shortened(label))}<rect class="${style}" x="${LABELS}" y="${top + 3}" width="${place(end - LABELS)}" height="${ROW - 6}"/><text class="tick" x="${place(end + 6)}" y="${top + ROW / 2 + 4}">${count.toLocaleString('en-US')}</text>`;
  })}`;
}

function shortened(label: string): string {
  return label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL - 1)}…`;
}

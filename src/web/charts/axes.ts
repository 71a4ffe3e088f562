import { type Html, html, type Piece } from '../markup.ts';
import { place } from './drawing.ts';

/** Where the numbers of a chart are drawn, within its view box. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Horizontal lines with their labels at the left. */
export function linesAcross({ left, right }: Plot, ticks: readonly Tick[]): Html {
  return html`${ticks.map(
    ({ at, label }) =>
      html`<line class="grid-line" x1="${left}" x2="${right}" y1="${place(at)}" y2="${place(at)}"/><text class="tick" x="${left - 6}" y="${place(at + 4)}" text-anchor="end">${label}</text>`,
  )}`;
}

/** Vertical lines with their labels beneath. */
export function linesDown({ top, bottom }: Plot, ticks: readonly Tick[]): Html {
  return html`${ticks.map(
    ({ at, label }) =>
      html`<line class="grid-line" x1="${place(at)}" x2="${place(at)}" y1="${top}" y2="${bottom}"/><text class="tick" x="${place(at)}" y="${bottom + 16}" text-anchor="middle">${label}</text>`,
  )}`;
}

/** Labels beneath, without lines. */
export function labelsBeneath({ bottom }: Plot, ticks: readonly Tick[]): Html {
  return html`${ticks.map(
    ({ at, label }) =>
      html`<text class="tick" x="${place(at)}" y="${bottom + 16}" text-anchor="middle">${label}</text>`,
  )}`;
}

/** A label of a row, at its left. */
export function rowLabel(right: number, middle: number, text: Piece): Html {
  return html`<text class="row" x="${place(right)}" y="${place(middle + 4)}" text-anchor="end">${text}</text>`;
}

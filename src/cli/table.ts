import Table from 'cli-table3';
import picocolors from 'picocolors';
import { safeLine } from '../alerts/hostile-text.ts';

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

/** Text, or text that stands out on a terminal with colours. */
export type Cell = string | { readonly text: string; readonly style: Style };

/** Columns for people: upstream text made safe, Chinese at its true width, no borders. Empty where there are no rows. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  color: boolean,
): string {
  if (rows.length === 0) return '';
  const table = new Table({
    head: head.map((title) => styled(title, 'bold', color)),
    chars: PLAIN,
    // Its own colours follow the environment; ours follow what the program was told of its terminal.
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const row of rows) table.push(row.map((cell) => formatCell(cell, color)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line, index) => index > 0 || line !== '')
    .join('\n');
}

function formatCell(cell: Cell, color: boolean): string {
  return typeof cell === 'string' ? safeLine(cell, 120) : styled(safeLine(cell.text, 120), cell.style, color);
}

/** The text in this style, where there are colours. */
export function styled(text: string, style: Style, color: boolean): string {
  return picocolors.createColors(color)[style](text);
}

/** A line in bold, for what follows. */
export function heading(text: string, color: boolean): string {
  return styled(text, 'bold', color);
}

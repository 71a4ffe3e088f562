import picocolors from 'picocolors';
import { columnsOf } from '../alerts/columns.ts';
import { safeLine } from '../alerts/hostile-text.ts';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

/** Text, or text that stands out on a terminal with colours. */
export type Cell = string | { readonly text: string; readonly style: Style };

const BETWEEN = '  ';
/** Characters of a cell: longer ones are cut. */
const CELL_LENGTH = 120;

/**
 * Columns for people: upstream text made safe, Chinese at its true width, no borders. Empty where there are no rows.
 * Ours, since the libraries that draw tables take seconds for ten thousand rows.
 */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  color: boolean,
): string {
  if (rows.length === 0) return '';
  const cells = [head.map((text): Cell => ({ text, style: 'bold' })), ...rows].map((row) =>
    row.map(safeCell),
  );
  const widths = head.map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, row[column]?.columns ?? 0), 0),
  );
  return cells.map((row) => formatRow(row, widths, color)).join('\n');
}

interface SafeCell {
  readonly text: string;
  readonly style: Style | null;
  readonly columns: number;
}

function safeCell(cell: Cell): SafeCell {
  const { text, style } = typeof cell === 'string' ? { text: cell, style: null } : cell;
  const safe = safeLine(text, CELL_LENGTH);
  return { text: safe, style, columns: columnsOf(safe) };
}

function formatRow(row: readonly SafeCell[], widths: readonly number[], color: boolean): string {
  const lastFull = row.findLastIndex((cell) => cell.text !== '');
  return row
    .slice(0, lastFull + 1)
    .map(({ text, style, columns }, column) => {
      const shown = style === null ? text : styled(text, style, color);
      return column === lastFull ? shown : shown + ' '.repeat(Math.max(0, (widths[column] ?? 0) - columns));
    })
    .join(BETWEEN);
}

/** The text in this style, where there are colours. */
export function styled(text: string, style: Style, color: boolean): string {
  return picocolors.createColors(color)[style](text);
}

/** A line in bold, for what follows. */
export function heading(text: string, color: boolean): string {
  return styled(text, 'bold', color);
}

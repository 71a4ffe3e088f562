import Table from 'cli-table3';
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

/** Columns for people: upstream text made safe, Chinese at its true width, no borders. Empty where there are no rows. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  color: boolean,
): string {
  const table = new Table({
    head: [...head],
    chars: PLAIN,
    style: { 'padding-left': 0, 'padding-right': 0, head: color ? ['bold'] : [], border: [] },
  });
  for (const row of rows) table.push(row.map((cell) => safeLine(cell, 120)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

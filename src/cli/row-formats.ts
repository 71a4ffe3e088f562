import { safeLine } from '../alerts/hostile-text.ts';
import { cellOf, type Row } from '../pipeline/csv-rows.ts';

export const rowFormats = ['text', 'csv', 'md'] as const;

export type RowFormat = (typeof rowFormats)[number];

/** Rows as a table of Markdown (GitHub's). Text of upstreams shows as text: nothing of it is taken for markup. */
export function toMarkdown(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((row) => columns.map((column) => markdownCell(row[column]))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function markdownCell(value: unknown): string {
  const text = String(cellOf(value));
  if (/^https?:\/\/[^\s|<>()[\]]+$/.test(text)) return text;
  return safeLine(text, 500).replaceAll(/[\\`*_{}[\]()<>#+!|~]/g, (mark) => `\\${mark}`);
}

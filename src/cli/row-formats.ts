import { safeLine } from '../alerts/hostile-text.ts';

export const rowFormats = ['text', 'csv', 'md'] as const;

export type RowFormat = (typeof rowFormats)[number];

/** One row, by the names of its columns. Missing and null are both empty. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Rows as CSV (RFC 4180). Cells that a spreadsheet would take for a formula (they begin with `= + - @`, a tab or a line
 * end) get a quote in front, as https://owasp.org/www-community/attacks/CSV_Injection advises; numbers do not.
 */
export async function toCsv(columns: readonly string[], rows: readonly Row[]): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  return stringify(
    rows.map((row) => columns.map((column) => cellOf(row[column]))),
    { header: true, columns: [...columns], escape_formulas: true, record_delimiter: '\r\n' },
  );
}

/** Rows as a table of Markdown (GitHub's). Text of upstreams shows as text: nothing of it is taken for markup. */
export function toMarkdown(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((row) => columns.map((column) => markdownCell(row[column]))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Lists and shapes are JSON in one cell. */
function cellOf(value: unknown): string | number | boolean {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function markdownCell(value: unknown): string {
  const text = String(cellOf(value));
  if (/^https?:\/\/[^\s|<>()[\]]+$/.test(text)) return text;
  return safeLine(text, 500).replaceAll(/[\\`*_{}[\]()<>#+!|~]/g, (mark) => `\\${mark}`);
}

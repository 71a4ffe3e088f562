/** One row, by the names of its columns. Missing and null are both empty. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Rows as CSV (RFC 4180). Cells that a spreadsheet would take for a formula (they begin with `= + - @`, a tab or a line
 * end) get a quote in front, as https://owasp.org/www-community/attacks/CSV_Injection advises; numbers do not.
 * `header`: whether the names of the columns come first.
 */
export async function toCsv(
  columns: readonly string[],
  rows: readonly Row[],
  header: boolean = true,
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  return stringify(
    rows.map((row) => columns.map((column) => cellOf(row[column]))),
    { header, columns: [...columns], escape_formulas: true, record_delimiter: '\r\n' },
  );
}

/** Lists and shapes are JSON in one cell. */
export function cellOf(value: unknown): string | number | boolean {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

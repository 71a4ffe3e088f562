import { type Column, readColumn, withUnit } from './column.ts';
import { cut } from './plain-text.ts';
import { subjectOf } from './row-subject.ts';
import type { Cell, Grid } from './table-grid.ts';

/** A row as its table shows it, before it has a key and a place. */
export interface TableRow {
  readonly subject: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A table is about models where it names them and says one of these of each. */
const TELLING = new Set([
  'released_on',
  'total_parameters',
  'active_parameters',
  'context_length',
  'license',
  'training_tokens',
  'training_cost',
]);

/** More header rows than any table that people read. */
const MOST_HEADER_ROWS = 4;

const LONGEST_FIELD = 500;

/** A column with an unknown header that holds more than this is prose. */
const LONGEST_UNKNOWN = 120;

/** The rows of a release or version table; empty where the table is none. */
export function rowsOf(grid: Grid): TableRow[] {
  const { headers, body } = splitHeaders(grid);
  let columns = columnsOf(headers);
  if (columns === null && headers.length === 0) {
    // No header cells at all: some editors write them as plain cells.
    columns = columnsOf(grid.slice(0, 1));
    body.shift();
  }
  if (columns === null) return [];
  const rows: TableRow[] = [];
  body.forEach((row, index) => {
    const cells = distinct(row);
    if (cells.every(({ header }) => header)) {
      // A header in the middle of the table: the same again, other columns from here on, or a title over what follows.
      columns = columnsOf([row]) ?? columns;
      return;
    }
    if (cells.length === 1 && row.length > 1) return;
    const read = readRow(row, columns ?? [], [body[index - 1], body[index + 1]]);
    if (read !== null) rows.push(read);
  });
  return rows;
}

/** The leading rows of nothing but header cells; a title over all columns names none of them. */
function splitHeaders(grid: Grid): { readonly headers: Grid; readonly body: Grid[number][] } {
  let end = 0;
  while (end < Math.min(grid.length, MOST_HEADER_ROWS) && isHeaderRow(grid[end] ?? [])) end++;
  const headers = grid.slice(0, end).filter((row) => distinct(row).length > 1);
  return { headers, body: grid.slice(end) };
}

function isHeaderRow(row: Grid[number]): boolean {
  const cells = distinct(row);
  return cells.length > 0 && cells.every(({ header }) => header);
}

/** Null where the headers are not those of a table about models. */
function columnsOf(headers: Grid): Column[] | null {
  const width = Math.max(0, ...headers.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => {
    const above = headers.map((row) => row[index]).filter((cell) => cell !== undefined);
    return readColumn([...new Set(above)].map(({ text }) => text));
  });
  const named = withNameColumn(columns, headers.at(-1) ?? []);
  const names = named.some(({ role }) => role === 'name' || role === 'family' || role === 'variant');
  return names && named.some(({ role, field }) => role === 'field' && TELLING.has(field)) ? named : null;
}

/** "Release" beside "Release date" is a name; alone it is a date. */
function withNameColumn(columns: Column[], labels: Grid[number]): Column[] {
  const names = columns.some(({ role }) => role === 'name' || role === 'family');
  const dates = columns.filter(({ field }) => field === 'released_on').length;
  if (names || dates < 2) return columns;
  const at = labels.findIndex((cell) => /^(?:releases?|发行|發行)$/i.test(cell?.text ?? ''));
  return columns.map((column, index) => (index === at ? { ...column, role: 'name' } : column));
}

function readRow(
  row: Grid[number],
  columns: readonly Column[],
  neighbours: readonly (Grid[number] | undefined)[],
): TableRow | null {
  const at = (role: Column['role']) => columns.findIndex((column) => column.role === role);
  const [family, name, variant] = [at('family'), at('name'), at('variant')];
  const naming = name >= 0 ? name : family >= 0 ? family : variant;
  const cell = row[naming];
  if (cell === undefined) return null;
  const shared = neighbours.some((neighbour) => neighbour?.[naming] === cell);
  const lines = (index: number) => row[index]?.lines ?? [];
  const subject = subjectOf({
    family: lines(family),
    name: lines(name),
    variants: naming === variant ? [] : lines(variant),
    shared,
  });
  if (!/[\p{L}\p{N}]/u.test(subject) || /^(?:total|sum|合计|合計|总计|總計)$/i.test(subject)) return null;
  return { subject: cut(subject, LONGEST_FIELD), fields: fieldsOf(row, columns, cell) };
}

function fieldsOf(row: Grid[number], columns: readonly Column[], naming: Cell): Record<string, string> {
  const fields: Record<string, string> = {};
  // Several names in one cell are all told, whatever the first of them is taken for.
  if (naming.lines.length > 1) fields.variants = cut(naming.text, LONGEST_FIELD);
  columns.forEach(({ role, field, unit }, index) => {
    const text = row[index]?.text ?? '';
    if (row[index] === naming || !/[\p{L}\p{N}]/u.test(text)) return;
    if (role === 'prose' || role === 'name' || field === '') return;
    if (role === 'variant') {
      fields.variants = cut(text, LONGEST_FIELD);
      return;
    }
    if (role === 'field' && !TELLING.has(field) && text.length > LONGEST_UNKNOWN) return;
    const key = role === 'family' ? 'family' : field;
    // Of two columns with one meaning the first holds.
    if (!Object.hasOwn(fields, key)) fields[key] = cut(withUnit(text, unit), LONGEST_FIELD);
  });
  return fields;
}

function distinct(row: Grid[number]): Cell[] {
  return [...new Set(row)].filter((cell) => cell !== undefined);
}

import { foldHeader, slug } from './column.ts';
import { attributeOfHeader } from './header-words.ts';
import type { PageElement } from './page-tree.ts';
import { cut } from './plain-text.ts';
import type { TableRow } from './release-table.ts';
import type { Cell, Grid } from './table-grid.ts';
import { classesOf, isElement, joinLines, linesOf, TABLES } from './words-of.ts';

const LONGEST_FIELD = 500;

/** Labels of what changes with every look or is an address. */
const UNTOLD = new Set([
  'website',
  'websites',
  'web_site',
  'repository',
  '网站',
  '網站',
  '官方网站',
  '官網',
  '官网',
]);

/** Whether a table is an infobox: the same class in every language and in both flavours of HTML. */
export function isInfobox(table: PageElement): boolean {
  return classesOf(table).includes('infobox');
}

/** The fields of an infobox; its subject is empty where it has no title. */
export function readInfobox(table: PageElement, grid: Grid): TableRow {
  const fields: Record<string, string> = {};
  for (const row of grid) {
    const [label, value] = labelAndValue(row);
    if (label === null || value === null) continue;
    const folded = foldHeader(label.text);
    const field = attributeOfHeader(folded) ?? slug(folded);
    if (field === '' || UNTOLD.has(field) || !/[\p{L}\p{N}]/u.test(value.text)) continue;
    if (!Object.hasOwn(fields, field)) fields[field] = cut(value.text, LONGEST_FIELD);
  }
  return { subject: titleOf(table, grid), fields };
}

/** A row of a header and one cell of data; whatever spans the box is a title or a picture. */
function labelAndValue(row: Grid[number]): readonly [Cell, Cell] | readonly [null, null] {
  const cells = [...new Set(row)].filter((cell) => cell !== undefined);
  const [label, value] = cells;
  if (label === undefined || value === undefined || cells.length !== 2) return [null, null];
  return label.header && !value.header ? [label, value] : [null, null];
}

function titleOf(table: PageElement, grid: Grid): string {
  const caption = table.children.filter(isElement).find(({ name }) => name === 'caption');
  if (caption !== undefined) {
    const text = joinLines(linesOf(caption, TABLES).slice(0, 1));
    if (text !== '') return text;
  }
  const cells = [...new Set(grid[0])].filter((cell) => cell !== undefined);
  return cells.length === 1 && cells[0]?.header === true ? (cells[0].lines[0] ?? '') : '';
}

import type { Element } from 'domhandler';
import { UpstreamError } from '../errors.ts';

/** A cell at one place of the grid: one that spans several places stands in each of them, as the same object. */
export interface GridCell {
  readonly text: string;
  /** A `<th>`, or in a `<thead>`. */
  readonly header: boolean;
  readonly element: Element;
}

/** Rows of equal length. */
export type Grid = readonly (readonly GridCell[])[];

/** A span may claim 1,000 columns and 65,534 rows (https://html.spec.whatwg.org/#attributes-common-to-td-and-th-elements). */
const MOST_COLUMNS = 100;
const MOST_CELLS = 100_000;

const SECTIONS = new Set(['thead', 'tbody', 'tfoot']);

/**
 * Lays a table out as its reader sees it: cells that span rows or columns are put into each of their places, missing
 * ones are empty. Tables inside its cells are left alone. Throws UpstreamError where it has more cells than any table.
 */
export function layOutTable(table: Element, textOf: (cell: Element) => string): Grid {
  const rows: GridCell[][] = [];
  for (const section of sectionsOf(table)) layOutSection(section, rows, textOf);
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const missing: GridCell = { text: '', header: false, element: table };
  return rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? missing));
}

interface Section {
  readonly rows: readonly Element[];
  readonly head: boolean;
}

/** A span ends where its section ends. Rows that stand in none are one together. */
function sectionsOf(table: Element): Section[] {
  const sections: Section[] = [];
  let loose: Element[] = [];
  for (const child of elementsIn(table)) {
    if (child.name === 'tr') {
      if (loose.length === 0) sections.push({ rows: loose, head: false });
      loose.push(child);
    } else if (SECTIONS.has(child.name)) {
      const rows = elementsIn(child).filter(({ name }) => name === 'tr');
      sections.push({ rows, head: child.name === 'thead' });
      loose = [];
    }
  }
  return sections;
}

function layOutSection({ rows, head }: Section, grid: GridCell[][], textOf: (cell: Element) => string): void {
  const first = grid.length;
  let cells = grid.reduce((sum, row) => sum + row.length, 0);
  for (const _ of rows) grid.push([]);
  rows.forEach((row, index) => {
    let column = 0;
    for (const element of elementsIn(row)) {
      if (element.name !== 'td' && element.name !== 'th') continue;
      while (grid[first + index]?.[column] !== undefined) column++;
      const cell = { text: textOf(element), header: head || element.name === 'th', element };
      const right = Math.min(column + span(element, 'colspan', 1), MOST_COLUMNS);
      const below = Math.min(index + span(element, 'rowspan', rows.length), rows.length);
      for (let y = index; y < below; y++) {
        for (let x = column; x < right; x++, cells++) (grid[first + y] as GridCell[])[x] ??= cell;
      }
      if (cells > MOST_CELLS) {
        throw new UpstreamError('upstream-shape', 'a table has more cells than any table', {
          most: MOST_CELLS,
        });
      }
      column = right;
    }
  });
}

/** `rowspan="0"` goes to the end of the section; what is no number counts as one. */
function span(element: Element, name: 'colspan' | 'rowspan', zero: number): number {
  const written = Number.parseInt(element.attribs[name] ?? '', 10);
  if (written === 0) return zero;
  return written > 0 ? written : 1;
}

function elementsIn(parent: Element): Element[] {
  return parent.children.filter((node): node is Element => node.type === 'tag');
}

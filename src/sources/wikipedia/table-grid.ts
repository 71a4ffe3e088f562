import type { PageElement } from './page-tree.ts';
import { isElement, joinLines, linesOf, TABLES } from './words-of.ts';

/** A cell; one that spans several rows or columns is the same object in each. */
export interface Cell {
  readonly header: boolean;
  readonly text: string;
  readonly lines: readonly string[];
}

/** Rows of columns; undefined where a row ends early. */
export type Grid = readonly (readonly (Cell | undefined)[])[];

/** More columns than any table that people read; what lies beyond is left out. */
const MOST_COLUMNS = 40;

/** What one page may still have of rows: shared by its tables, so that a page of spans costs no more than a long one. */
export interface RowBudget {
  rows: number;
}

interface Carried {
  readonly cell: Cell;
  left: number;
}

/**
 * Lays a table out: every slot of the grid has the cell that covers it, as in
 * https://html.spec.whatwg.org/multipage/tables.html#forming-a-table. A span ends with its group of rows, whatever it says.
 */
export function layOut(table: PageElement, budget: RowBudget): Grid {
  const grid: (Cell | undefined)[][] = [];
  for (const group of rowGroups(table)) {
    const rows = group.slice(0, Math.max(budget.rows, 0));
    budget.rows -= rows.length;
    const carried: (Carried | undefined)[] = [];
    rows.forEach((row, index) => {
      grid.push(placeRow(row, rows.length - index, carried));
    });
  }
  return grid;
}

function placeRow(
  row: PageElement,
  rowsLeft: number,
  carried: (Carried | undefined)[],
): (Cell | undefined)[] {
  const placed: (Cell | undefined)[] = [];
  let column = 0;
  function takeCarried(): boolean {
    const above = carried[column];
    if (above === undefined || above.left === 0) return false;
    above.left--;
    placed[column++] = above.cell;
    return true;
  }
  for (const element of row.children) {
    if (!isElement(element) || (element.name !== 'td' && element.name !== 'th')) continue;
    while (column < MOST_COLUMNS && takeCarried());
    if (column >= MOST_COLUMNS) break;
    const cell = cellOf(element);
    const width = Math.min(span(element.attribs.colspan) || 1, MOST_COLUMNS - column);
    const height = spanOfRows(element.attribs.rowspan, rowsLeft);
    for (let end = column + width; column < end; column++) {
      placed[column] = cell;
      carried[column] = { cell, left: height - 1 };
    }
  }
  for (; column < carried.length; column++) {
    const above = carried[column];
    if (above === undefined || above.left === 0) continue;
    above.left--;
    placed[column] = above.cell;
  }
  return placed;
}

/** `rowspan=0` reaches to the end of the group. */
function spanOfRows(written: string | undefined, rowsLeft: number): number {
  if (written?.trim() === '0') return rowsLeft;
  return Math.min(span(written) || 1, rowsLeft);
}

function span(written: string | undefined): number {
  const number = Number.parseInt(written ?? '', 10);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}

function cellOf(element: PageElement): Cell {
  const lines = linesOf(element, TABLES);
  return { header: element.name === 'th', text: joinLines(lines), lines };
}

function rowGroups(table: PageElement): PageElement[][] {
  const groups: PageElement[][] = [];
  let loose: PageElement[] | null = null;
  for (const child of table.children) {
    if (!isElement(child)) continue;
    if (child.name === 'tr') {
      if (loose === null) {
        loose = [];
        groups.push(loose);
      }
      loose.push(child);
    } else if (child.name === 'thead' || child.name === 'tbody' || child.name === 'tfoot') {
      loose = null;
      groups.push(child.children.filter(isElement).filter(({ name }) => name === 'tr'));
    }
  }
  return groups;
}

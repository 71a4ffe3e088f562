import type { Cheerio } from 'cheerio';
import type { Element } from 'domhandler';
import type { EntryObservation } from '../../domain/observation.ts';
import { plainLine, shortened } from '../plain-line.ts';
import { amountIn, chargeOf, currencyIn, type Price, pricesText, unitIn } from '../price-text.ts';
import { type Grid, type GridCell, layOutTable } from '../table-grid.ts';
import { isElement, textOf } from './blocks.ts';
import type { WebPageConfig } from './config.ts';
import { type PageDocument, selectorEmpty } from './document.ts';
import { outermost } from './paragraphs.ts';
import { describeColumn, type Meaning, speaksOfAttribute } from './table-headers.ts';

type TableOptions = Pick<WebPageConfig, 'select' | 'subject' | 'orientation' | 'attribute' | 'currency'>;

const LONGEST_VALUE = 500;
const LONGEST_SUBJECT = 200;
const LONGEST_HEADER = 200;
/** A longer text tells more than a price. */
const LONGEST_PRICE = 100;

/**
 * One entry for each model of the tables, whether it is a row or a column there; a model of several rows is one entry.
 * Throws UpstreamError `selector-empty` where there is no table, or none with the subject that the configuration names.
 */
export function readTables(
  part: Cheerio<Element>,
  page: PageDocument,
  url: string,
  options: TableOptions,
): EntryObservation[] {
  // Marks of footnotes come and go.
  const read = { ...page, skips: (element: Element) => element.name === 'sup' || page.skips(element) };
  const rows = tablesIn(outermost(part), read).flatMap(({ table, place }) =>
    readTable(table, place, read, options),
  );
  if (rows.length === 0) {
    const { subject, select = 'table' } = options;
    throw subject === undefined
      ? selectorEmpty('select', select, page)
      : selectorEmpty('subject', subject, page);
  }
  return joined(rows).map(({ key, subject, place, fields }) => ({
    key,
    statement: 'listing',
    subject,
    developer: null,
    place,
    fields,
    quote: null,
    url,
  }));
}

interface Row {
  readonly key: string;
  readonly subject: string;
  readonly place: string;
  readonly fields: Readonly<Record<string, string>>;
}

function readTable(table: Element, place: string, page: PageDocument, options: TableOptions): Row[] {
  const laidOut = layOutTable(table, (cell) => cellText(cell, page));
  const columns =
    options.orientation === undefined ? modelsAreColumns(laidOut) : options.orientation === 'columns';
  const grid = columns ? transposed(laidOut) : laidOut;
  const depth = columns ? labelColumns(laidOut) : headerRows(grid);
  const headers = (grid[0] ?? []).map((_, column) => headerOf(grid.slice(0, depth), column));
  const subjectColumn =
    options.subject === undefined ? 0 : headers.findIndex((header) => says(header, options.subject ?? ''));
  if (subjectColumn === -1) return [];
  const meanings = headers.map((header) => describeColumn(header, options.attribute));
  const unit = headers.map(unitIn).find((found) => found !== null) ?? null;
  return grid.slice(depth).flatMap((cells) => {
    const subject = shortened(cells[subjectColumn]?.text ?? '', LONGEST_SUBJECT);
    const key = foldedName(subject);
    // A cell across the whole row is a caption inside the table.
    if (key === '' || new Set(cells).size === 1) return [];
    const values = cells.map((cell, column) => ({
      cell,
      header: headers[column] ?? '',
      meaning: meanings[column],
    }));
    const others = values.filter((_, column) => column !== subjectColumn);
    return [{ key, subject, place, fields: fieldsOf(others, unit, options.currency) }];
  });
}

/** Without the number of a footnote at its end. */
function cellText(cell: Element, page: PageDocument): string {
  return textOf(cell, page).replace(/\s*[(（]\d[)）]$/, '');
}

/**
 * Whether models stand side by side, their attributes below one another: then more of the first column than of the
 * first row speaks of attributes.
 */
function modelsAreColumns(grid: Grid): boolean {
  const inFirstRow = new Set(grid[0]?.map(({ text }) => text)).values().filter(speaksOfAttribute);
  const labels = Math.min(labelColumns(grid), 2);
  const inFirstColumns = new Set(grid.flatMap((row) => row.slice(0, labels).map(({ text }) => text)));
  return [...inFirstColumns.values().filter(speaksOfAttribute)].length > [...inFirstRow].length;
}

/** How many columns of labels there are, where models are columns: as many as the first cell spans. */
function labelColumns(grid: Grid): number {
  const [first, ...others] = grid[0] ?? [];
  const next = others.findIndex((cell) => cell !== first);
  return next === -1 ? 1 : next + 1;
}

/** Rows of nothing but header cells; the first, where none is one. */
function headerRows(grid: Grid): number {
  const body = grid.findIndex((row) => !row.every(({ header }) => header));
  return Math.max(1, body === -1 ? 1 : body);
}

function transposed(grid: Grid): Grid {
  return (grid[0] ?? []).map((_, column) => grid.map((row) => row[column] as GridCell));
}

/** What the header cells over a column say, each once: `Pricing 1M input tokens (cache hit)`. */
function headerOf(header: Grid, column: number): string {
  const texts = [...new Set(header.map((row) => row[column]?.text ?? ''))].filter((text) => text !== '');
  return shortened(texts.join(' '), LONGEST_HEADER);
}

function says(header: string, wanted: string): boolean {
  return plainLine(header).toLowerCase() === plainLine(wanted).toLowerCase();
}

interface Value {
  readonly cell: GridCell;
  readonly header: string;
  readonly meaning: Meaning | undefined;
}

function fieldsOf(
  values: readonly Value[],
  unit: string | null,
  currency: string | undefined,
): Record<string, string> {
  const fields = new Map<string, string>();
  const prices: Price[] = [];
  // A column of its own may say what all prices of a row are for.
  const ofRow = values
    .map(({ cell, meaning }) => (meaning?.kind === 'unit' ? unitIn(cell.text) : null))
    .find(Boolean);
  for (const { cell, header, meaning } of values) {
    if (meaning === undefined || meaning.kind === 'unit' || !/[\p{L}\p{N}✓✔✗✘×]/u.test(cell.text)) continue;
    const price = meaning.kind === 'price' ? priceIn(cell.text, header, ofRow ?? unit, currency) : null;
    if (price !== null) prices.push(price);
    else fields.set(meaning.name, both(fields.get(meaning.name), cell.text));
  }
  if (prices.length > 0) fields.set('prices', pricesText(prices));
  return Object.fromEntries([...fields].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function both(known: string | undefined, text: string): string {
  return shortened(known === undefined || known === text ? text : `${known} | ${text}`, LONGEST_VALUE);
}

/** Null where it is no price that can be read, or nothing says in which currency or for what: then the words stand. */
function priceIn(
  text: string,
  header: string,
  unit: string | null,
  configured: string | undefined,
): Price | null {
  if (text.length > LONGEST_PRICE) return null;
  const charge = chargeOf(header);
  const amount = amountIn(text);
  const currency = currencyIn(text) ?? currencyIn(header) ?? configured ?? null;
  const per = unitIn(text) ?? unitIn(header) ?? unit;
  if (charge === null || amount === null || currency === null || per === null) return null;
  return { charge, amount, currency, per };
}

/** Rows of one model are one entry: each value that they have, in an order that does not hang on theirs. */
function joined(rows: readonly Row[]): Row[] {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const same = byKey.get(row.key);
    if (same === undefined) byKey.set(row.key, [row]);
    else same.push(row);
  }
  return [...byKey.values()].map((same) => {
    const [first] = same as [Row];
    if (same.length === 1) return first;
    const names = [...new Set(same.flatMap(({ fields }) => Object.keys(fields)))].sort();
    const fields = names.map((name) => {
      const values = new Set(same.map((row) => row.fields[name]).filter((value) => value !== undefined));
      return [name, shortened([...values].sort().join(' | '), LONGEST_VALUE)];
    });
    return { ...first, fields: Object.fromEntries(fields) };
  });
}

/** A name as it is compared: how it is written may change, what it names does not. */
function foldedName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.+]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

interface PlacedTable {
  readonly table: Element;
  /** The headings that it stands under, and its caption. */
  readonly place: string;
}

/** The tables of what is watched, but for those inside another. */
function tablesIn(roots: readonly Element[], page: PageDocument): PlacedTable[] {
  const watched = new Set<unknown>(roots);
  const tables: PlacedTable[] = [];
  const headings: { level: number; text: string }[] = [];

  function walk(element: Element, inside: boolean): void {
    const isWatched = inside || watched.has(element);
    if (isWatched && page.skips(element)) return;
    const level = /^h([1-6])$/.exec(element.name)?.[1];
    if (element.name === 'table') {
      if (isWatched) tables.push({ table: element, place: placeOf(element, headings, page) });
      return;
    }
    if (level !== undefined) {
      while ((headings.at(-1)?.level ?? 0) >= Number(level)) headings.pop();
      headings.push({ level: Number(level), text: textOf(element, page) });
      return;
    }
    for (const child of element.children) if (isElement(child)) walk(child, isWatched);
  }

  for (const child of page.$.root()[0]?.children ?? []) if (isElement(child)) walk(child, false);
  return tables;
}

function placeOf(table: Element, headings: readonly { readonly text: string }[], page: PageDocument): string {
  const caption = table.children.find((child) => isElement(child) && child.name === 'caption');
  const said = [...headings.map(({ text }) => text), caption === undefined ? '' : textOf(caption, page)];
  return said.filter((text) => text !== '').join(' › ');
}

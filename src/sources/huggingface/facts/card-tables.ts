import type { Element } from 'domhandler';
import { UpstreamError } from '../../../errors.ts';
import { letOthersRun } from '../../../event-loop.ts';
import { type Grid, layOutTable } from '../../table-grid.ts';

/** A table of a card as its reader sees it. */
export interface CardTable {
  /** `table 3 › Evaluation Results`: its number and the heading above it. */
  readonly place: string;
  /** Rows of equal length; the first is the header. Plain text, one line each cell. */
  readonly rows: readonly (readonly string[])[];
}

const MOST_TABLES = 60;
const MOST_ROWS = 400;
const MOST_COLUMNS = 60;
const LONGEST_CELL = 300;

/** The tables of a card in their order, of Markdown and of HTML. */
export async function readTables(body: string): Promise<CardTable[]> {
  const tables: CardTable[] = [];
  const lines = body.split(/\r?\n/);
  // Tables of HTML that never end are looked for no further: each would be searched to the end of the card.
  let html = body.includes('</table') || body.includes('</TABLE');
  let heading = '';
  for (let at = 0; at < lines.length && tables.length < MOST_TABLES; at++) {
    const line = lines[at] as string;
    if (at % 1000 === 0) await letOthersRun();
    heading = headingOf(line) ?? heading;
    const opens = html && /<table[\s>]/i.test(line);
    const block = opens ? htmlBlock(lines, at) : markdownBlock(lines, at);
    html &&= !opens || block.length > 0;
    if (block.length === 0) continue;
    const rows = opens ? await readHtml(block.join('\n')) : readMarkdown(block);
    const place = `table ${tables.length + 1}${heading === '' ? '' : ` › ${heading}`}`;
    if (rows.length > 1) tables.push({ place, rows });
    at += block.length - 1;
  }
  return tables;
}

function headingOf(line: string): string | null {
  const found = /^\s{0,3}#{1,6}\s+(.{1,200})/.exec(line) ?? /^\s*<h[1-6][^>]{0,200}>(.{1,200})/i.exec(line);
  return found === null ? null : plainText(found[1] ?? '').slice(0, 80);
}

/** From a line that opens a table to the one that closes it; empty where none does. */
function htmlBlock(lines: readonly string[], from: number): readonly string[] {
  let depth = 0;
  for (let at = from; at < lines.length && at < from + MOST_LINES; at++) {
    for (const [, closing] of (lines[at] as string).matchAll(/<(\/?)table[\s>]/gi))
      depth += closing === '/' ? -1 : 1;
    if (depth <= 0) return lines.slice(from, at + 1);
  }
  return [];
}

const MOST_LINES = 5000;

/** Characters: the longest tables of benchmarks have a tenth of that. */
const LONGEST_HTML = 300_000;

async function readHtml(markup: string): Promise<string[][]> {
  if (markup.length > LONGEST_HTML) return [];
  // Heavy, and needed by few cards.
  const { load } = await import('cheerio');
  const $ = load(markup.replaceAll(/<br[^<>]{0,20}>/gi, ' '));
  const table = $('table').first().get(0);
  if (table === undefined) return [];
  const textOf = (cell: Element) => plainText($(cell).text());
  return layOutOrNothing(table as Element, textOf)
    .slice(0, MOST_ROWS)
    .map((row) => row.slice(0, MOST_COLUMNS).map(({ text }) => text));
}

function layOutOrNothing(table: Element, textOf: (cell: Element) => string): Grid {
  try {
    return layOutTable(table, textOf);
  } catch (error) {
    // More cells than any table has: it is none.
    if (error instanceof UpstreamError) return [];
    throw error;
  }
}

/** Lines of a table (https://github.github.com/gfm/#tables-extension-): a header, its rule, and what follows with bars. */
function markdownBlock(lines: readonly string[], from: number): readonly string[] {
  if (!lines[from]?.includes('|') || !isRule(lines[from + 1])) return [];
  let end = from + 2;
  while (end < lines.length && end - from < MOST_ROWS && lines[end]?.includes('|')) end++;
  return lines.slice(from, end);
}

function isRule(line: string | undefined): boolean {
  return (
    line !== undefined &&
    line.length < 2000 &&
    /^[\s|:-]+$/.test(line) &&
    line.includes('-') &&
    line.includes('|')
  );
}

function readMarkdown(block: readonly string[]): string[][] {
  const rows = block.filter((_, index) => index !== 1).map(cellsOf);
  const width = rows[0]?.length ?? 0;
  return rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ''));
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner
    .split(/(?<!\\)\|/)
    .slice(0, MOST_COLUMNS)
    .map((cell) => plainText(cell));
}

/** Text without the marks of Markdown and HTML, in one line. */
export function plainText(markup: string): string {
  return markup
    .slice(0, 2000)
    .replaceAll(/<[^<>]{0,500}>/g, ' ')
    .replaceAll(/!?\[([^[\]]{0,300})\]\([^()\s]{0,500}\)/g, '$1')
    .replaceAll(/&(?:nbsp|#160);/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('\\tau', 'τ')
    .replaceAll(/[*`$\\]|(?<=^|\s)_+|_+(?=$|\s)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_CELL);
}

import { safeUrl } from './hostile-text.ts';

/** A run of plain text, or an address that may be a link to itself. */
export interface TextPiece {
  readonly text: string;
  readonly url?: string;
}

/** Without what closes a sentence or a bracket around it. */
const ADDRESS =
  /https?:\/\/[^\s<>"“”‘’«»，。、；：？！（）《》【】]*[^\s<>"“”‘’«»，。、；：？！（）《》【】.,;:!?)\]}'*_~`]/giu;

/**
 * A line in pieces, so that escaping its text leaves the addresses in it whole. An address is shown as it is, never
 * behind other words.
 */
export function piecesOf(line: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const address = withClosingBracket(match[0], line[match.index + match[0].length]);
    const url = safeUrl(address);
    if (url === null) continue;
    if (match.index > end) pieces.push({ text: line.slice(end, match.index) });
    pieces.push({ text: url, url });
    end = match.index + address.length;
  }
  if (end < line.length) pieces.push({ text: line.slice(end) });
  return pieces;
}

/** A bracket that was opened inside the address belongs to it, as in those of Wikipedia. */
function withClosingBracket(address: string, next: string | undefined): string {
  const opened = address.split('(').length > address.split(')').length;
  return next === ')' && opened ? `${address})` : address;
}

/** The line with its text escaped, and its addresses as `link` writes them. */
export function escapeLine(
  line: string,
  escapeText: (text: string) => string,
  link: (url: string) => string,
): string {
  return piecesOf(line)
    .map(({ text, url }) => (url === undefined ? escapeText(text) : link(url)))
    .join('');
}

import { html as honoHtml, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup that is finished: whatever was put in as text has been escaped. */
export type Html = HtmlEscapedString;

/** What may stand in markup. Text is escaped; null, undefined and false leave nothing. Never a promise. */
export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

/** A template of markup, at once rather than in a promise. Everything put in is escaped, in quoted attributes too. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return honoHtml(strings, ...pieces) as Html;
}

export const NOTHING: Html = raw('') as Html;

/** Pieces one after the other, with something between them. */
export function joined(pieces: readonly Piece[], between: Piece): Html {
  const shown = pieces.filter((piece) => piece !== null && piece !== undefined && piece !== false);
  return html`${shown.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece]))}`;
}

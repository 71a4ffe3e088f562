import { addressWith, type Frame } from '../frame.ts';
import { type Html, html, NOTHING } from '../markup.ts';

export interface PagingWords {
  readonly pages: string;
  readonly next: string;
  readonly previous: string;
}

/** Links to the pages before and behind; nothing where this is all. */
export function pagingLinks(
  frame: Frame,
  { next, previous }: { readonly next: string | null; readonly previous: string | null },
  words: PagingWords,
): Html {
  if (next === null && previous === null) return NOTHING;
  const link = (cursor: string | null, rel: string, text: string) =>
    cursor === null
      ? html`<span></span>`
      : html`<a href="${addressWith(frame, { cursor, lang: null })}" rel="${rel}">${text}</a>`;
  return html`<nav class="paging" aria-label="${words.pages}">${link(previous, 'prev', `← ${words.previous}`)}${link(next, 'next', `${words.next} →`)}</nav>`;
}

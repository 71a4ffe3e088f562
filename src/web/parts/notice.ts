import { type Html, html, type Piece } from '../markup.ts';

export type NoticeTone = 'plain' | 'good' | 'warn' | 'bad';

/** Something that stands above a page: what came of a button, what was not understood. Read out by screen readers. */
export function notice(tone: NoticeTone, body: Piece): Html {
  return html`<div class="notice ${tone}" role="${tone === 'bad' ? 'alert' : 'status'}">${body}</div>`;
}

/** In the place of a list that is empty: why, and what to do. */
export function emptyState(words: { readonly title: string; readonly advice: string }): Html {
  return html`<div class="empty"><p><strong>${words.title}</strong></p><p>${words.advice}</p></div>`;
}

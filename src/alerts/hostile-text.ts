/**
 * Names, titles and links come from strangers. What leaves through a channel goes through here first: it shows its
 * text, and does nothing else. Markup and mentions are each channel's own to escape.
 */

/** Characters of a one-line field. Longer than any name that the Hub allows (96 + 1 + 96). */
export const LINE_LENGTH = 300;

/** Characters of a link; longer ones are cut by receivers, which makes them other links. */
export const URL_LENGTH = 2000;

const ESC = '\\u001b';
/** ECMA-48 sequences, with a one-byte or a two-byte introducer: OSC and its kin with their text, CSI, and the short ones. */
const TERMINAL_SEQUENCES = new RegExp(
  `(?:${ESC}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c]{0,500}(?:\\u0007|${ESC}\\\\|\\u009c)` +
    `|(?:${ESC}\\[|\\u009b)[0-?]{0,100}[ -/]{0,100}[@-~]` +
    `|${ESC}[ -/]{0,10}[0-~]`,
  'gu',
);
const LINE_BREAKS_AND_CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Bidi overrides and isolates, zero-width characters, tags, fillers, variation selectors, interlinear annotation. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb\u2800]+/gu;
const PILED_UP_MARKS = /(\p{M}{4})\p{M}+/gu;

/** One line of harmless plain text, at most `limit` characters: longer ones end in `…`. Idempotent. */
export function safeLine(text: string, limit: number = LINE_LENGTH): string {
  // Cut before anything else, generously: what is cleaned may be 100 kB, and cleaning only shortens.
  const bounded = text.length > limit * 20 ? text.slice(0, limit * 20) : text;
  const clean = bounded
    .toWellFormed()
    .replace(TERMINAL_SEQUENCES, '')
    .replace(LINE_BREAKS_AND_CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(PILED_UP_MARKS, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  return cut(clean, limit);
}

/** At most `limit` UTF-16 units, never half a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit - 1);
  const endsInHalf = /[\ud800-\udbff]$/.test(head);
  return `${(endsInHalf ? head.slice(0, -1) : head).trimEnd()}…`;
}

/** The link as a browser would spell it, or null unless it is http(s), without credentials, and of bearable length. */
export function safeUrl(text: string): string | null {
  if (text.length > URL_LENGTH) return null;
  const url = URL.parse(text);
  if (url === null) return null;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.href.length > URL_LENGTH ? null : url.href;
}

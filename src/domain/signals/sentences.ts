import type { FoldedText } from './fold.ts';
import { verbatim } from './fold.ts';

/** A sentence's place in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const longestQuote = 300;

const abbreviation =
  /(?:^|[\s(])(?:[a-z]|u\.s|u\.k|e\.g|i\.e|inc|corp|ltd|co|mr|ms|mrs|dr|no|vs|jan|feb|aug|sept?|oct|nov|dec|st)$/;

/** Cuts a text into sentences, in one pass. A point between digits or behind an abbreviation ends none. */
export function splitSentences(text: FoldedText): Span[] {
  const { folded } = text;
  const spans: Span[] = [];
  let start = 0;
  for (let at = 0; at < folded.length; at++) {
    if (!endsSentence(folded, at)) continue;
    if (folded.slice(start, at + 1).trim() !== '') spans.push({ start, end: at + 1 });
    start = at + 1;
  }
  if (folded.slice(start).trim() !== '') spans.push({ start, end: folded.length });
  return spans;
}

function endsSentence(folded: string, at: number): boolean {
  const character = folded.charAt(at);
  if (character === '\n' || character === '。') return true;
  const next = folded.charAt(at + 1);
  if (character === '!' || character === '?') return next === '' || next === ' ' || next > '\u2e80';
  if (character !== '.' || (next !== ' ' && next !== '\n')) return false;
  return !abbreviation.test(folded.slice(Math.max(0, at - 6), at));
}

/** The sentence verbatim, or where it is too long the part of it around a place. */
export function quoteOf(text: FoldedText, span: Span, around: number): string {
  const [start, end] = trimmed(text.plain, span.start, span.end);
  const quote = verbatim(text, start, end);
  if (quote.length <= longestQuote) return quote;
  // Characters without width count in the quote and not in the indices: some room is left for them.
  const from = Math.max(start, Math.min(around - longestQuote / 3, end - longestQuote));
  return verbatim(text, ...trimmed(text.plain, wordStart(text.plain, from), from + longestQuote - 20)).slice(
    0,
    longestQuote,
  );
}

function wordStart(plain: string, from: number): number {
  const at = Math.floor(from);
  for (let i = at; i < at + 20; i++) if (plain.charAt(i) === ' ') return i + 1;
  // A half of a pair would be no character.
  return (plain.charCodeAt(at) & 0xfc00) === 0xdc00 ? at + 1 : at;
}

function trimmed(plain: string, start: number, end: number): [number, number] {
  let [from, to] = [start, Math.min(end, plain.length)];
  while (from < to && plain.charAt(from).trim() === '') from++;
  while (to > from && plain.charAt(to - 1).trim() === '') to--;
  return [from, to];
}

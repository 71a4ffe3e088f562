import { joinLines } from './words-of.ts';

/** A full stop after these, or after a single letter, ends no sentence. */
const ABBREVIATED =
  /(?:^|[\s(.])(?:[\p{Lu}]|Inc|Ltd|Co|Corp|No|Nos|Dr|Mr|Mrs|Ms|St|Jr|vs|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$/u;

const END = /[.!?]["'”’)\]]*\s+(?=["'“‘(]?[\p{Lu}\p{N}\p{Script=Han}])|[。！？；]["'”’」』）]*/gu;

/** The sentences of a paragraph that is read as lines, each as it is written. */
export function sentencesOf(lines: readonly string[]): string[] {
  const text = joinLines(lines);
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(END)) {
    if (
      match[0].startsWith('.') &&
      ABBREVIATED.test(text.slice(Math.max(start, match.index - 12), match.index))
    )
      continue;
    const end = match.index + match[0].length;
    sentences.push(text.slice(start, end).trim());
    start = end;
  }
  sentences.push(text.slice(start).trim());
  return sentences.filter((sentence) => sentence !== '');
}

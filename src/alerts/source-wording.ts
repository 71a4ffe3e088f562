import type { SourceMatter, ToldSource } from '../domain/alert-subject.ts';
import { momentInWords } from './dates.ts';
import { phrasesOf } from './languages/index.ts';
import type { Phrases } from './languages/phrases.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';
import { titleOf } from './wording.ts';

export type { SourceMatter, ToldSource } from '../domain/alert-subject.ts';
export { mendingOf } from './languages/en-mending.ts';

/** Title and lines of an alert. */
export interface SourceWords {
  readonly title: string;
  readonly lines: readonly string[];
}

const LINES_SHOWN = 10;

/** What operators are told of these sources of one host. At least one. */
export function wordsFor(
  matter: SourceMatter,
  sources: readonly ToldSource[],
  reader: Reader = ENGLISH_READER,
): SourceWords {
  const phrases = phrasesOf(reader.language).sources;
  const [first] = sources;
  if (first === undefined) return { title: '', lines: [] };
  const alone = sources.length === 1;
  const subject = alone ? { source: phrases.subject(first) } : { source: first.host, count: sources.length };
  const moment = (at: number) => momentInWords(new Date(at).toISOString(), reader) ?? '';
  const shown = sources.slice(0, LINES_SHOWN).map((source) => {
    const line = phrases.line(matter, source, moment);
    return alone ? line : phrases.one(source.id, line);
  });
  const rest = sources.length - shown.length;
  return {
    title: titleOf(`source.${matter}`, subject, reader.language),
    lines: [
      ...shown,
      ...(rest > 0 ? [phrases.more(rest)] : []),
      ...(matter === 'recovered' ? [] : [adviceFor(sources, first, phrases)]),
    ],
  };
}

function adviceFor(sources: readonly ToldSource[], first: ToldSource, phrases: Phrases['sources']): string {
  const causes = new Set(sources.map(({ error }) => error?.code));
  const mending = causes.size === 1 && first.error !== null ? phrases.mending(first.error.code) : null;
  return phrases.advice(mending, phrases.trying(first.id));
}

import type { SaidBy } from '../domain/alert-subject.ts';
import { safeLine } from './hostile-text.ts';
import type { Language } from './language.ts';
import { listedIn, phrasesOf } from './languages/index.ts';

export type { SaidBy } from '../domain/alert-subject.ts';

const SPEAKERS_SHOWN = 5;

/** The lines of a release that has no weights: who says so, the first of them in these words. */
export function saidLines(
  saidBy: readonly SaidBy[],
  quote: string,
  language: Language = 'en',
): readonly string[] {
  const words = safeLine(quote);
  const phrases = phrasesOf(language);
  return [...saidByLine(phrases.saidBy, saidBy, language), ...(words === '' ? [] : [phrases.quoted(words)])];
}

/** Who else says so, of a release whose weights are there; no line where nobody does. */
export function saidByLine(
  label: string,
  saidBy: readonly SaidBy[],
  language: Language = 'en',
): readonly string[] {
  const speakers = speakersInWords(saidBy, language);
  return speakers === null ? [] : [phrasesOf(language).labelled(label, speakers)];
}

/** `the lab itself (Z.ai), SCMP and 2 more`; null where nobody says so. */
export function speakersInWords(saidBy: readonly SaidBy[], language: Language): string | null {
  const inWords = ({ publisher, voice }: SaidBy) => {
    const name = safeLine(publisher, 100);
    return name === '' ? '' : phrasesOf(language).speaker(name, voice);
  };
  const speakers = new Set(saidBy.map(inWords).filter((words) => words !== ''));
  return speakers.size === 0 ? null : listedIn(language, [...speakers], SPEAKERS_SHOWN);
}

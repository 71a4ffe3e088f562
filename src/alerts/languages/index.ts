import type { Language } from '../language.ts';
import { english } from './en.ts';
import type { Phrases } from './phrases.ts';
import { simplifiedChinese } from './zh-cn.ts';

const PHRASES: Readonly<Record<Language, Phrases>> = { en: english, 'zh-CN': simplifiedChinese };

/** What messages say in a language. */
export function phrasesOf(language: Language): Phrases {
  return PHRASES[language];
}

/** `A, B and 3 more`, in a language. */
export function listedIn(language: Language, names: readonly string[], most: number): string {
  const shown = names.slice(0, most);
  return phrasesOf(language).list(shown, names.length - shown.length);
}

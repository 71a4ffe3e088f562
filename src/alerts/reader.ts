import type { Language } from './language.ts';
import type { Template } from './template.ts';

/** How somebody wants to be told. */
export interface Reader {
  readonly language: Language;
  /** IANA name. */
  readonly timeZone: string;
  /** What the operator wrote in the place of our own words, those for this reader alone; the first that fits is taken. */
  readonly templates: readonly Template[];
}

/** Who said nothing of how they want to be told. */
export const ENGLISH_READER: Reader = { language: 'en', timeZone: 'UTC', templates: [] };

import { safeLine } from './hostile-text.ts';
import type { Language } from './language.ts';
import { listedIn, phrasesOf } from './languages/index.ts';

/** Identifiers of the Hub (https://huggingface.co/docs/hub/repositories-licenses) that people write otherwise. */
const LICENCES: Readonly<Record<string, string>> = {
  mit: 'MIT',
  'apache-2.0': 'Apache 2.0',
  'cc-by-4.0': 'CC BY 4.0',
  'cc-by-nc-4.0': 'CC BY-NC 4.0',
  'cc-by-sa-4.0': 'CC BY-SA 4.0',
};

const LANGUAGES_SHOWN = 5;
const languageNames: Readonly<Record<Language, Intl.DisplayNames>> = {
  en: new Intl.DisplayNames(['en'], { type: 'language' }),
  'zh-CN': new Intl.DisplayNames(['zh-CN'], { type: 'language' }),
};

/** A licence, or several where the models of a release differ; null where none is known. */
export function licenceInWords(value: unknown, language: Language = 'en'): string | null {
  const names = texts(value).map((name) => licenceName(name, language));
  return names.length === 0 ? null : listedIn(language, names, 4);
}

/** `Chinese, English and 27 more`; null where none is known. */
export function languagesInWords(value: unknown, language: Language = 'en'): string | null {
  const names = texts(value).map((code) => languageName(code, language));
  return names.length === 0 ? null : listedIn(language, [...new Set(names)], LANGUAGES_SHOWN);
}

function licenceName(name: string, language: Language): string {
  if (name.toLowerCase() === 'other') return phrasesOf(language).ownLicence;
  return LICENCES[name.toLowerCase()] ?? safeLine(name, 80);
}

function languageName(code: string, language: Language): string {
  try {
    return languageNames[language].of(code) ?? safeLine(code, 40);
  } catch {
    // Cards name languages as they please.
    return safeLine(code, 40);
  }
}

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
}

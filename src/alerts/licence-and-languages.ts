import { safeLine } from './hostile-text.ts';
import { listed } from './lists.ts';

/** Identifiers of the Hub (https://huggingface.co/docs/hub/repositories-licenses) that people write otherwise. */
const LICENCES: Readonly<Record<string, string>> = {
  mit: 'MIT',
  'apache-2.0': 'Apache 2.0',
  'cc-by-4.0': 'CC BY 4.0',
  'cc-by-nc-4.0': 'CC BY-NC 4.0',
  'cc-by-sa-4.0': 'CC BY-SA 4.0',
  other: "the lab's own",
};

const LANGUAGES_SHOWN = 5;
const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** A licence, or several where the models of a release differ; null where none is known. */
export function licenceInWords(value: unknown): string | null {
  const names = texts(value).map((name) => LICENCES[name.toLowerCase()] ?? safeLine(name, 80));
  return names.length === 0 ? null : listed(names, 4);
}

/** `Chinese, English and 27 more`; null where none is known. */
export function languagesInWords(value: unknown): string | null {
  const names = texts(value).map(languageName);
  return names.length === 0 ? null : listed([...new Set(names)], LANGUAGES_SHOWN);
}

function languageName(code: string): string {
  try {
    return languageNames.of(code) ?? safeLine(code, 40);
  } catch {
    // Cards name languages as they please.
    return safeLine(code, 40);
  }
}

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
}

import { momentInWords } from '../../alerts/dates.ts';
import type { Language } from '../../alerts/language.ts';
import { phrasesOf } from '../../alerts/languages/index.ts';
import { type Html, html } from '../markup.ts';

type Precision = 'year' | 'month' | 'day' | 'weekday';

const OPTIONS: Readonly<Record<Precision, Intl.DateTimeFormatOptions>> = {
  year: { year: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  day: { year: 'numeric', month: 'long', day: 'numeric' },
  weekday: { weekday: 'long' },
};

/** English as the rest of the page has it: the day before the month. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', 'zh-CN': 'zh-CN' };

/** Making one takes longer than all that is done with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** `11 July 2025`, `July 2025`, `2025`: as precise as the date is known. Takes ISO 8601; days are those of UTC. */
export function dayInFull(date: string, language: Language): string {
  if (language === 'zh-CN') return phrasesOf(language).day(date);
  const at = Date.parse(date);
  return Number.isNaN(at) ? date : formatOf(language, precisionOf(date)).format(at);
}

/** `Friday`. */
export function weekdayOf(date: string, language: Language): string {
  return formatOf(language, 'weekday').format(Date.parse(date));
}

/** `<time>` with a day. */
export function dayElement(date: string, language: Language): Html {
  return html`<time datetime="${date}">${dayInFull(date, language)}</time>`;
}

/** `<time>` with a moment of UTC, to the minute. Takes ISO 8601. */
export function momentElement(iso: string, language: Language): Html {
  const words = momentInWords(iso, { language, timeZone: 'UTC', templates: [] });
  return html`<time datetime="${iso}">${words ?? iso}</time>`;
}

/** The same without the element. Takes milliseconds since 1970. */
export function momentText(at: number, language: Language): string {
  return momentInWords(new Date(at).toISOString(), { language, timeZone: 'UTC', templates: [] }) ?? '';
}

function precisionOf(date: string): Precision {
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';
}

function formatOf(language: Language, precision: Precision): Intl.DateTimeFormat {
  const key = `${language} ${precision}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(LOCALES[language], { ...OPTIONS[precision], timeZone: 'UTC' });
  formats.set(key, format);
  return format;
}

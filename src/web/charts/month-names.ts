import type { Language } from '../../alerts/language.ts';
import type { Month } from '../../domain/chart-counts.ts';

/** How months are called. */
export interface MonthNames {
  /** `Jul 2025` */
  short(month: Month): string;
  /** `July 2025` */
  full(month: Month): string;
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', 'zh-CN': 'zh-CN' };

/** Making a format takes longer than all that is done with it. */
const NAMES: Readonly<Record<Language, MonthNames>> = { en: namesOf('en'), 'zh-CN': namesOf('zh-CN') };

export function monthNames(language: Language): MonthNames {
  return NAMES[language];
}

function namesOf(language: Language): MonthNames {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const own = new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'UTC' });
    return (month: Month) => own.format(Date.parse(month));
  };
  return {
    // `23年8月` is a month of 2023 to everybody; `Aug 23` may be a day.
    short: format({ month: 'short', year: language === 'en' ? 'numeric' : '2-digit' }),
    full: format({ month: 'long', year: 'numeric' }),
  };
}

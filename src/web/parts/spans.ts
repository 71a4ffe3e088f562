import type { Language } from '../../alerts/language.ts';
import { phrasesOf } from '../../alerts/languages/index.ts';
import { sourceWords } from '../words/source-words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 minutes`, in the largest unit that fits; null below a second. Takes milliseconds. */
export function spanInWords(ms: number, language: Language): string | null {
  const { minutes, hours, days } = phrasesOf(language).durations;
  if (ms < 1000) return null;
  if (ms < MINUTE) return sourceWords[language].seconds(Math.floor(ms / 1000));
  if (ms < HOUR) return minutes(Math.floor(ms / MINUTE));
  return ms < DAY ? hours(Math.floor(ms / HOUR)) : days(Math.floor(ms / DAY));
}

/** `3 minutes ago`, `in 2 hours`, `now`. Takes ISO 8601 and milliseconds since 1970. */
export function fromNow(iso: string, now: number, language: Language): string {
  const words = sourceWords[language];
  const at = Date.parse(iso);
  const span = spanInWords(Math.abs(at - now), language);
  if (span === null) return words.now;
  return at < now ? words.ago(span) : words.in(span);
}

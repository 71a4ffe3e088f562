import { getCookie, setCookie } from 'hono/cookie';
import { type Language, languages } from '../alerts/language.ts';
import type { WebContext } from './web-env.ts';

const COOKIE = 'modelwatch_language';
/** A year, in seconds. */
const KEPT = 31_536_000;

/** In which language a page is written: as its address says (`?lang=`, kept from then on), as said before, as the browser asks. */
export function languageOf(c: WebContext): Language {
  const chosen = languageCalled(c.req.query('lang') ?? '');
  const before = getCookie(c, COOKIE) ?? '';
  if (chosen !== null) {
    if (chosen !== before)
      setCookie(c, COOKIE, chosen, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: KEPT });
    return chosen;
  }
  return languageCalled(before) ?? acceptedLanguage(c.req.header('accept-language')) ?? 'en';
}

/** Of all that the browser reads, the one it likes most among ours (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4). */
export function acceptedLanguage(header: string | undefined): Language | null {
  if (header === undefined || header.length > 500) return null;
  const wishes = header
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().split(/\s*;\s*/);
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return { language: languageCalled(tag), weight: Number(weight) || 0 };
    })
    .filter(({ language, weight }) => language !== null && weight > 0)
    .sort((left, right) => right.weight - left.weight);
  return wishes[0]?.language ?? null;
}

/** `zh`, `zh-Hans` and `zh-TW` are read by whoever reads Chinese; we have the simplified characters. */
function languageCalled(tag: string): Language | null {
  const [main = ''] = tag.toLowerCase().split('-');
  return languages.find((language) => language.toLowerCase().split('-')[0] === main) ?? null;
}

import { oneLine } from './plain-text.ts';

/** Signs that say no more than a space, in any typing. */
const SEPARATORS = /[\s\-_/·•‐-―−:：,，;；、|]+/gu;

const LONGEST_NAME = 120;

/**
 * A name as keys hold it: `DeepSeek V3`, `DeepSeek-V3` and `ＤeepSeek‑V3 (a chat model)` are one. Never empty where the
 * text has a letter or digit.
 */
export function normalName(written: string): string {
  const text = oneLine(written.slice(0, 1000).normalize('NFKC'));
  return bare(withoutRemarks(text).toLowerCase()) || bare(text.toLowerCase());
}

/** Without parentheses that describe (`(a chat model)`, `(with SFT)`); `(7B)` and `(Preview)` name, and stay. */
export function withoutRemarks(text: string): string {
  return oneLine(
    text.replace(/\s*[(（]([^()（）]*)[)）]/gu, (whole, inside: string) =>
      /\d/.test(inside) || /^[\p{Lu}\p{Script=Han}][^\s]*$/u.test(inside.trim()) ? whole : '',
    ),
  );
}

function bare(text: string): string {
  return text
    .replace(SEPARATORS, '-')
    .replace(/[^\p{L}\p{N}.+-]/gu, '')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, LONGEST_NAME);
}

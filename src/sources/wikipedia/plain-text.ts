/** Zero-width and directional marks, soft hyphens, controls: never seen, and enough to make two equal texts differ. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\p{Cs}]|\p{VS}|[\u{e0000}-\u{e007f}]/gu;

/**
 * How long ago it was when the page was rendered (`; 2 years ago`, `（2年前）`): moves with the days while nobody edits.
 * Templates mark it `noprint`, not all of them.
 */
const RELATIVE_AGE =
  /\s?(?:[;；,，]\s*)?[(（]?\b\d+\s(?:second|minute|hour|day|week|month|year)s? ago\b[)）]?|[;；,，]?\s*[(（]?\d+\s?(?:天|日|周|週|个月|個月|年)前[)）]?/gu;

/** One line, NFC, without what cannot be seen. */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

/** The same, for a statement that is compared: without ages that move by themselves. */
export function statedText(text: string): string {
  return oneLine(text).replace(RELATIVE_AGE, '').trim();
}

/** At most so many UTF-16 units, never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

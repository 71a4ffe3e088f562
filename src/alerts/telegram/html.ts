import { escapeLine } from '../text-pieces.ts';

/**
 * Telegram's HTML (https://core.telegram.org/bots/api#html-style): `&`, `<`, `>` and quotes are entities. It makes
 * mentions of `@name` and commands of `/word` on its own, and has no escape for that: those become characters that look
 * alike.
 */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/@(?=\w)/g, '＠')
    .replaceAll(/(?<![\w/:.-])\/(?=\w)/g, '∕');
}

/** One line, in which an address is a link to itself. */
export function htmlLine(line: string): string {
  return escapeLine(line, escapeHtml, (url) => htmlLink(url, url));
}

export function htmlLink(label: string, url: string): string {
  const text = label === url ? escapeMarkup(url) : escapeHtml(label);
  return `<a href="${escapeMarkup(url)}">${text}</a>`;
}

function escapeMarkup(url: string): string {
  return url
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

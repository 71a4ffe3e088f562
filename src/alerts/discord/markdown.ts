import { escapeLine } from '../text-pieces.ts';

/**
 * Discord's Markdown: every character that could begin markup, a mention, an emoji or a time stamp is escaped by a
 * backslash; so is the colon of an address, which would become a link with a preview otherwise.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\*_~`|<>[\]()]/g, '\\$&')
    .replaceAll(/:(?=\/\/)/g, '\\:')
    .replace(/^(\s*)([#+-])/, '$1\\$2')
    .replace(/^(\s*\d+)\./, '$1\\.');
}

/** One line, in which an address is a link to itself. */
export function markdownLine(line: string): string {
  return escapeLine(line, escapeMarkdown, (url) => `<${url}>`);
}

export function markdownLink(label: string, url: string): string {
  // Brackets in the address would end it.
  const address = url.replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${escapeMarkdown(label)}](<${address}>)`;
}

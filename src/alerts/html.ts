import { phrasesOf } from './languages/index.ts';
import type { MessageLink, MessageParts } from './message-parts.ts';

/** What an alert says as HTML, for mail and feeds: text and links. No images, no scripts, nothing from elsewhere. */

/** Text as it stands in HTML, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What stands below the title: the facts at a glance, the lines, the links. */
export function bodyHtml({ summary, lines, links }: MessageParts): string {
  return [
    ...(summary === null ? [] : [`<p><strong>${escapeHtml(summary)}</strong></p>`]),
    ...(lines.length === 0 ? [] : [`<p>${lines.map(escapeHtml).join('<br>\n')}</p>`]),
    ...(links.length === 0 ? [] : [`<p>${links.map(linkHtml).join('<br>\n')}</p>`]),
  ].join('\n');
}

/** The same as plain text. */
export function bodyText({ language, summary, lines, links }: MessageParts): string {
  const { labelled } = phrasesOf(language);
  const blocks = [
    ...(summary === null ? [] : [summary]),
    lines.join('\n'),
    links.map(({ label, url }) => labelled(label, url)).join('\n'),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function linkHtml({ label, url }: MessageLink): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
}

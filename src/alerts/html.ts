import type { AlertContent } from '../domain/alert.ts';
import { digestDocument } from './digest-document.ts';
import { digestHtml } from './digest-html.ts';
import { digestLines, SECTION } from './digest-lines.ts';
import { escapeHtml } from './escape-html.ts';
import { phrasesOf } from './languages/index.ts';
import type { MessageLink, MessageParts } from './message-parts.ts';
import type { Reader } from './reader.ts';
import { linesAreReplaced } from './templates.ts';

/** What an alert says as HTML, for mail and feeds: text and links. No images, no scripts, nothing from elsewhere. */

/** What stands below the title: the facts at a glance, the lines, the links. */
export function bodyHtml({ summary, lines, links }: MessageParts): string {
  return [
    ...(summary === null ? [] : [`<p><strong>${escapeHtml(summary)}</strong></p>`]),
    ...(lines.length === 0 ? [] : [`<p>${lines.map(escapeHtml).join('<br>\n')}</p>`]),
    ...(links.length === 0 ? [] : [`<p>${links.map(linkHtml).join('<br>\n')}</p>`]),
  ].join('\n');
}

/** The same for any alert: what stands below the title, a digest with its tables. */
export function contentHtml(content: AlertContent, parts: MessageParts, reader: Reader): string {
  if (content.digest === undefined || linesAreReplaced(content, reader)) return bodyHtml(parts);
  return digestHtml(digestDocument(content.digest, reader));
}

/** As `contentHtml`, in plain text. */
export function contentText(content: AlertContent, parts: MessageParts, reader: Reader): string {
  if (content.digest === undefined || linesAreReplaced(content, reader)) return bodyText(parts);
  const lines = digestLines(digestDocument(content.digest, reader));
  return lines
    .map((line) => (line.startsWith(SECTION) ? `\n${line}` : line))
    .join('\n')
    .trim();
}

/** What stands below the title as plain text. */
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

import { fitMessage } from '../fit-message.ts';
import type { MessageParts } from '../message-parts.ts';
import { escapeLine } from '../text-pieces.ts';
import { markdownLink, unescapableMarkdown } from '../unescapable-markdown.ts';

/** Bytes of Markdown; plain text may have 2,048 only (https://developer.work.weixin.qq.com/document/path/91770). */
const CONTENT_BYTES = 4096;

/** The message as Markdown; `<@userid>` is what would mention somebody, and no `<` of a stranger is left. */
export function wecomBody(parts: MessageParts): string {
  const content = fitMessage(parts, contentOf, (text) => Buffer.byteLength(text) <= CONTENT_BYTES);
  return JSON.stringify({ msgtype: 'markdown', markdown: { content } });
}

function contentOf({ title, summary, lines, links }: MessageParts): string {
  return [
    `**${unescapableMarkdown(title)}**`,
    ...(summary === null ? [] : [unescapableMarkdown(summary)]),
    ...lines.map((line) => escapeLine(line, unescapableMarkdown, (url) => markdownLink(url, url))),
    ...(links.length === 0 ? [] : [links.map(({ label, url }) => markdownLink(label, url)).join(' · ')]),
  ].join('\n');
}

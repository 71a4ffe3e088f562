import { fitMessage } from '../fit-message.ts';
import type { MessageParts } from '../message-parts.ts';
import { escapeLine } from '../text-pieces.ts';
import { markdownLink, unescapableMarkdown } from '../unescapable-markdown.ts';

/** "message too long, exceed 20000 bytes", says the robot beyond it. */
const BODY_BYTES = 19_500;

/** The message as Markdown (https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages); nobody is mentioned. */
export function dingtalkBody(parts: MessageParts): string {
  return fitMessage(parts, bodyOf, (body) => Buffer.byteLength(body) <= BODY_BYTES);
}

function bodyOf({ title, summary, lines, links }: MessageParts): string {
  const paragraphs = [
    `**${unescapableMarkdown(title)}**`,
    ...(summary === null ? [] : [unescapableMarkdown(summary)]),
    ...lines.map((line) => escapeLine(line, unescapableMarkdown, (url) => markdownLink(url, url))),
    ...(links.length === 0 ? [] : [links.map(({ label, url }) => markdownLink(label, url)).join(' · ')]),
  ];
  return JSON.stringify({
    msgtype: 'markdown',
    // The title is what a notification shows; a single line break would be a space.
    markdown: { title: unescapableMarkdown(title), text: paragraphs.join('\n\n') },
    at: { atMobiles: [], atUserIds: [], isAtAll: false },
  });
}

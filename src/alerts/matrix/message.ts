import { escapeHtml } from '../escape-html.ts';
import { fitMessage } from '../fit-message.ts';
import type { MessageParts } from '../message-parts.ts';
import { plainLines } from '../plain-message.ts';
import { escapeLine } from '../text-pieces.ts';

/**
 * Bytes: an event may have 65,536 with all that the server adds to it (https://spec.matrix.org/latest/client-server-api/#size-limits),
 * and an edit holds the message twice.
 */
const CONTENT_BYTES = 19_500;

/** The content of an `m.room.message` event. */
export interface MatrixMessage {
  /** Not `m.notice`: nobody is notified of those. */
  readonly msgtype: 'm.text';
  readonly body: string;
  readonly format: 'org.matrix.custom.html';
  readonly formatted_body: string;
  /** Empty, so that nobody is mentioned, whatever the text says (https://spec.matrix.org/latest/client-server-api/#user-and-room-mentions). */
  readonly 'm.mentions': Readonly<Record<string, never>>;
}

/** The message as Matrix takes it: plain, and as HTML (https://spec.matrix.org/latest/client-server-api/#mroommessage-msgtypes). */
export function matrixBody(parts: MessageParts): string {
  return fitMessage(
    parts,
    (form) => JSON.stringify(contentOf(form)),
    (body) => Buffer.byteLength(body) <= CONTENT_BYTES,
  );
}

function contentOf(parts: MessageParts): MatrixMessage {
  return {
    msgtype: 'm.text',
    body: [parts.title, ...plainLines(parts)].join('\n'),
    format: 'org.matrix.custom.html',
    formatted_body: htmlOf(parts),
    'm.mentions': {},
  };
}

function htmlOf({ title, summary, lines, links }: MessageParts): string {
  return [
    `<strong>${escapeHtml(title)}</strong>`,
    ...(summary === null ? [] : [escapeHtml(summary)]),
    ...lines.map((line) => escapeLine(line, escapeHtml, (url) => link(url, url))),
    ...(links.length === 0 ? [] : [links.map(({ label, url }) => link(label, url)).join(' · ')]),
  ].join('<br>');
}

function link(label: string, url: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
}

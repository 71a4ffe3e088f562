import { fitMessage } from '../fit-message.ts';
import type { MessageParts } from '../message-parts.ts';

/**
 * Bytes of a message (https://docs.ntfy.sh/publish/#limitations): a longer one becomes an attachment. All of the body
 * counts here, with room for topic and sequence: phones get it in one piece of 4 KB.
 */
const BODY_BYTES = 3800;
/** https://docs.ntfy.sh/publish/#action-buttons */
const ACTIONS = 3;

/**
 * The message as JSON (https://docs.ntfy.sh/publish/#publish-as-json): headers take no Chinese. It is plain text, in
 * which ntfy reads no markup.
 */
export function ntfyBody(parts: MessageParts): string {
  return fitMessage(parts, bodyOf, (body) => Buffer.byteLength(body) <= BODY_BYTES);
}

function bodyOf({ title, summary, lines, links }: MessageParts): string {
  const text = [...(summary === null ? [] : [summary]), ...lines].join('\n');
  const [first] = links;
  return JSON.stringify({
    // Without a message ntfy would show the word "triggered".
    ...(text === '' ? { message: title } : { title, message: text }),
    ...(first === undefined ? {} : { click: first.url }),
    ...(links.length === 0
      ? {}
      : { actions: links.slice(0, ACTIONS).map(({ label, url }) => ({ action: 'view', label, url })) }),
  });
}

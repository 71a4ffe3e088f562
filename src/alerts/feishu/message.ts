import { fitMessage } from '../fit-message.ts';
import type { MessageParts } from '../message-parts.ts';
import { piecesOf } from '../text-pieces.ts';

/**
 * A request may be 20 KB (https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot); the signature, which comes
 * on top, takes less than 200 bytes.
 */
const BODY_BYTES = 20 * 1024 - 600;

interface Tag {
  readonly tag: 'text' | 'a';
  readonly text: string;
  readonly href?: string;
}

/** The message as rich text: what stands in a text tag is shown as it is, and mentions would be tags of their own. */
export function feishuBody(parts: MessageParts): string {
  return fitMessage(parts, bodyOf, (body) => Buffer.byteLength(body) <= BODY_BYTES);
}

function bodyOf({ language, title, summary, lines, links }: MessageParts): string {
  const content: Tag[][] = [
    ...(summary === null ? [] : [tagsOf(summary)]),
    ...lines.map(tagsOf),
    ...(links.length === 0 ? [] : [links.flatMap(linkTags)]),
  ];
  const post = { [language === 'zh-CN' ? 'zh_cn' : 'en_us']: { title: disarm(title), content } };
  return JSON.stringify({ msg_type: 'post', content: { post } });
}

function tagsOf(line: string): Tag[] {
  return piecesOf(line).map(({ text, url }) =>
    url === undefined ? { tag: 'text', text: disarm(text) } : { tag: 'a', text, href: url },
  );
}

function linkTags({ label, url }: MessageParts['links'][number], index: number): Tag[] {
  const link: Tag = { tag: 'a', text: disarm(label), href: url };
  return index === 0 ? [link] : [{ tag: 'text', text: ' · ' }, link];
}

/** Plain messages know `<at user_id="all">`: were it read here one day too, it would still be text. */
function disarm(text: string): string {
  return text.replaceAll(/<(?=\/?\s*at\b)/gi, '＜');
}

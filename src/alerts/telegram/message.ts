import { fitMessage } from '../fit-message.ts';
import type { MessageParts } from '../message-parts.ts';
import { escapeHtml, htmlLine, htmlLink } from './html.ts';

/** Characters, after entities are read (https://core.telegram.org/bots/api#sendmessage): counted before, to be safe. */
const TEXT_LENGTH = 4096;

export interface TelegramMessage {
  readonly text: string;
  readonly parse_mode: 'HTML';
  readonly link_preview_options: { readonly is_disabled: true };
}

/** The message as Telegram takes it. */
export function telegramMessage(parts: MessageParts): TelegramMessage {
  const text = fitMessage(parts, textOf, (written) => written.length <= TEXT_LENGTH);
  return { text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
}

function textOf({ title, summary, lines, links }: MessageParts): string {
  return [
    `<b>${escapeHtml(title)}</b>`,
    ...(summary === null ? [] : [escapeHtml(summary)]),
    ...lines.map(htmlLine),
    ...(links.length === 0 ? [] : [links.map(({ label, url }) => htmlLink(label, url)).join(' · ')]),
  ].join('\n');
}

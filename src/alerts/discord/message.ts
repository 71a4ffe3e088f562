import { fitMessage } from '../fit-message.ts';
import type { MessageParts } from '../message-parts.ts';
import { escapeMarkdown, markdownLine, markdownLink } from './markdown.ts';

/** https://docs.discord.com/developers/resources/message#create-message and …#embed-object-embed-limits */
const CONTENT_LENGTH = 2000;
const DESCRIPTION_LENGTH = 4096;

export interface DiscordMessage {
  readonly content: string;
  readonly embeds: readonly { readonly description: string }[];
  /** Nobody is mentioned, whatever the text says (https://docs.discord.com/developers/resources/message#allowed-mentions-object). */
  readonly allowed_mentions: { readonly parse: readonly [] };
}

/** The title as the message, which is what a notification shows; the rest below it in an embed, which has more room. */
export function discordMessage(parts: MessageParts): DiscordMessage {
  const { content, description } = fitMessage(
    parts,
    (form) => ({ content: `**${escapeMarkdown(form.title)}**`, description: descriptionOf(form) }),
    (written) => written.content.length <= CONTENT_LENGTH && written.description.length <= DESCRIPTION_LENGTH,
  );
  const embeds = description === '' ? [] : [{ description }];
  return { content, embeds, allowed_mentions: { parse: [] } };
}

function descriptionOf({ summary, lines, links }: MessageParts): string {
  return [
    ...(summary === null ? [] : [`**${escapeMarkdown(summary)}**`]),
    ...lines.map(markdownLine),
    ...(links.length === 0 ? [] : [links.map(({ label, url }) => markdownLink(label, url)).join(' · ')]),
  ].join('\n');
}

import { fitMessage } from '../fit-message.ts';
import type { MessageParts } from '../message-parts.ts';
import { escapeMrkdwn, mrkdwnLine, mrkdwnLink } from './mrkdwn.ts';

/** Characters of a section (https://docs.slack.dev/reference/block-kit/blocks/section-block); 50 blocks are allowed. */
const SECTION_LENGTH = 3000;
const SECTIONS = 6;

export interface SlackMessage {
  /** What a notification shows. */
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** The message as Slack takes it, in sections that are no longer than it allows. */
export function slackMessage(parts: MessageParts): SlackMessage {
  const { sections, text } = fitMessage(
    parts,
    (form) => ({ sections: sectionsOf(form), text: notificationOf(form) }),
    (written) =>
      written.sections.length <= SECTIONS &&
      [...written.sections, written.text].every((section) => section.length <= SECTION_LENGTH),
  );
  return { text, blocks: sections.map(section), unfurl_links: false, unfurl_media: false };
}

function notificationOf({ title, summary }: MessageParts): string {
  return [title, ...(summary === null ? [] : [summary])].map(escapeMrkdwn).join('\n');
}

/** Title and facts, then as many lines to a section as fit, then the links. */
function sectionsOf({ title, summary, lines, links }: MessageParts): string[] {
  const head = [`*${escapeMrkdwn(title)}*`, ...(summary === null ? [] : [escapeMrkdwn(summary)])].join('\n');
  const sections = [head];
  for (const line of lines.map(mrkdwnLine)) {
    const longer = `${sections.at(-1)}\n${line}`;
    if (longer.length <= SECTION_LENGTH) sections[sections.length - 1] = longer;
    else sections.push(line);
  }
  if (links.length > 0) sections.push(links.map(({ label, url }) => mrkdwnLink(url, label)).join(' · '));
  return sections;
}

/** `verbatim`: Slack makes no links, channels or mentions out of what only looks like them. */
function section(text: string): unknown {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

import type { AlertContent } from '../../domain/alert.ts';
import { cut } from '../hostile-text.ts';
import { contentHtml, contentText } from '../html.ts';
import { htmlPage } from '../html-page.ts';
import { phrasesOf } from '../languages/index.ts';
import { messageParts } from '../message-parts.ts';
import { ENGLISH_READER, type Reader } from '../reader.ts';
import { domainOf, type Mailbox } from './mailbox.ts';
import { mailSource } from './source.ts';

export interface Addressing {
  /** Id of the channel. */
  readonly channel: string;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
}

/** What lists of mails show of it, and more. */
const SUBJECT_LENGTH = 200;
/** The mail without its `Message-ID`, which is the delivery's own. */
export function renderMail(
  content: AlertContent,
  { channel, from, to }: Addressing,
  reader: Reader = ENGLISH_READER,
): string {
  const { alert, release } = content;
  const domain = domainOf(from);
  const parts = messageParts(content, reader);
  const { title } = parts;
  const footer = phrasesOf(reader.language).mailFooter(channel);
  return mailSource({
    from,
    to,
    subject: cut(title, SUBJECT_LENGTH),
    date: alert.createdAt,
    headers: [
      // No vacation notes in answer: https://www.rfc-editor.org/rfc/rfc3834#section-5, and Exchange's own way to say so.
      ['Auto-Submitted', 'auto-generated'],
      ['X-Auto-Response-Suppress', 'All'],
      ['List-Id', `<${channel}.modelwatch.${domain}>`],
      // What is said of one release stands together: https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4.
      ...(release === undefined ? [] : [['References', messageId(release.id, domain)] as const]),
    ],
    text: `${title}\n\n${contentText(content, parts, reader)}\n\n-- \n${footer}\n`,
    html: htmlPage(reader.language, title, contentHtml(content, parts, reader), footer),
  });
}

/** `<ID@DOMAIN>`, with what an id cannot hold left out. */
export function messageId(id: string, domain: string): string {
  return `<${id.replaceAll(/[^\w.-]/g, '').slice(0, 100)}@${domain}>`;
}

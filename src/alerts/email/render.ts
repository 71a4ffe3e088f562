import type { AlertContent } from '../../domain/alert.ts';
import { cut } from '../hostile-text.ts';
import { bodyHtml, bodyText, escapeHtml } from '../html.ts';
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
    text: `${title}\n\n${bodyText(parts)}\n\n-- \n${footer}\n`,
    html: page(reader.language, title, bodyHtml(parts), footer),
  });
}

/** `<ID@DOMAIN>`, with what an id cannot hold left out. */
export function messageId(id: string, domain: string): string {
  return `<${id.replaceAll(/[^\w.-]/g, '').slice(0, 100)}@${domain}>`;
}

// No colours but the reader's own, so that light and dark both read well; some readers drop style sheets, so no sheet.
const FONT = 'font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Noto Sans SC,PingFang SC,sans-serif';

function page(language: string, title: string, body: string, foot: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
</head>
<body style="${FONT};max-width:640px;margin:16px">
<h1 style="font-size:20px;line-height:1.3">${escapeHtml(title)}</h1>
${body}
<p style="font-size:13px;opacity:0.7">${escapeHtml(foot)}</p>
</body>
</html>
`;
}

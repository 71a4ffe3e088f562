import { encode as base64, wrap as wrapBase64 } from 'nodemailer/lib/base64';
import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs';
import { encode as quotedPrintable, wrap as wrapQuotedPrintable } from 'nodemailer/lib/qp';
import type { Mailbox } from './mailbox.ts';

/**
 * The source of a mail, as RFC 5322 and MIME want it, but with line feeds alone: that is how it is stored. The same
 * parts always give the same source: nothing in it is random, and its date is that of the alert.
 */

export interface MailParts {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  /** One line, any characters. */
  readonly subject: string;
  /** ISO 8601. */
  readonly date: string;
  /** Further headers, in ASCII, in this order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly html: string;
}

/** `=_` can stand in neither encoding of a part: https://www.rfc-editor.org/rfc/rfc2045#section-6.7. */
const BOUNDARY = '=_modelwatch';

/** A word of a header is at most 75 characters long: https://www.rfc-editor.org/rfc/rfc2047#section-2. */
const WORD_LENGTH = 52;

export function mailSource(parts: MailParts): string {
  const headers = [
    header('From', mailboxText(parts.from)),
    header('To', parts.to.map(mailboxText).join(', ')),
    header('Subject', unstructured(parts.subject)),
    header('Date', new Date(parts.date).toUTCString().replace('GMT', '+0000')),
    ...parts.headers.map(([name, value]) => header(name, value)),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${BOUNDARY}"`,
  ];
  // The last part is the one that a reader prefers.
  const body = [bodyPart('text/plain', parts.text), bodyPart('text/html', parts.html)];
  return `${headers.join('\n')}\n\n${body.join('')}--${BOUNDARY}--\n`;
}

function bodyPart(type: string, content: string): string {
  const bytes = Buffer.byteLength(content);
  // What is mostly not ASCII would be three times as long in the other encoding.
  const asBase64 = bytes - content.length > bytes / 4;
  const encoded = asBase64
    ? wrapBase64(base64(content))
    : wrapQuotedPrintable(quotedPrintable(content.replaceAll('\n', '\r\n')));
  const encoding = asBase64 ? 'base64' : 'quoted-printable';
  const headers = `Content-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: ${encoding}`;
  return `--${BOUNDARY}\n${headers}\n\n${withLineFeeds(encoded)}\n`;
}

function header(name: string, value: string): string {
  return withLineFeeds(foldLines(`${name}: ${value}`, 76));
}

/** Encoded as a whole: `=?` in a name would be read as something that is encoded already, and say who knows what. */
function unstructured(text: string): string {
  return isPlain(text) ? text : encodeWord(text, 'B', WORD_LENGTH);
}

function mailboxText({ name, address }: Mailbox): string {
  if (name === '') return address;
  return isPlain(name) ? `"${name}" <${address}>` : `${encodeWord(name, 'B', WORD_LENGTH)} <${address}>`;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('=?');
}

function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

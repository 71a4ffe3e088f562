import { ForbiddenAddressError, NetworkError } from '../../errors.ts';
import type { SendOutcome } from '../channel.ts';
import { safeLine } from '../hostile-text.ts';

/** What came of a try to send a mail, read from what the mail library throws. */

export interface MailError extends Error {
  readonly code?: string;
  readonly originalCode?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly recipient?: string;
  /** One for each recipient that was refused. */
  readonly rejectedErrors?: readonly MailError[];
}

type Failure = Exclude<SendOutcome, { kind: 'sent' }>;

/** Characters of the server's own words in a message to the operator. */
const SAID_LENGTH = 200;

/** `secrets`: what a server might repeat and nobody may read. Throws what is no fault of server or network. */
export function outcomeOfError(error: MailError, destination: string, secrets: readonly string[]): Failure {
  if (error instanceof ForbiddenAddressError) {
    const message =
      `${destination} is a private, loopback or reserved address: \`allow_private_network: true\` on the channel, ` +
      'or MODELWATCH_ALLOW_PRIVATE_NETWORK=1, allows it';
    return { kind: 'rejected', code: error.code, message };
  }
  // The owner of the server mends it: what is given up now would be lost.
  if (isTlsFailure(error))
    return {
      kind: 'retry',
      code: 'tls',
      message: `${destination}: no safe connection${saidBy(error, secrets)}`,
    };
  if (error.responseCode !== undefined) {
    return {
      kind: isPassing(error.responseCode) ? 'retry' : 'rejected',
      code: `smtp-${error.responseCode}`,
      message: `${destination} answered ${saidBy(error, secrets).slice(2) || error.responseCode}`,
    };
  }
  if (error.code === 'ETIMEDOUT')
    return { kind: 'retry', code: 'timeout', message: `${destination} did not answer in time` };
  if (error instanceof NetworkError || (error.code !== undefined && CONNECTION_CODES.includes(error.code))) {
    const cause = error instanceof NetworkError ? error.fields.cause : error.originalCode;
    const why = typeof cause === 'string' ? ` (${safeLine(cause, 60)})` : '';
    return { kind: 'retry', code: 'network', message: `${destination} could not be talked to${why}` };
  }
  if (error.code === 'EAUTH')
    return {
      kind: 'rejected',
      code: 'auth',
      message: `${destination} offers no way to log in that is known`,
    };
  throw error;
}

const CONNECTION_CODES: readonly string[] = [
  'ECONNECTION',
  'ESOCKET',
  'EDNS',
  'EPROTOCOL',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
];

/** 4yz means that the same command may succeed later: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1. */
export function isPassing(code: number): boolean {
  return code < 500;
}

function isTlsFailure({ code, originalCode = '' }: MailError): boolean {
  return code === 'ETLS' || /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(originalCode);
}

/** `: 550 no such user`, or what TLS did not like; empty where nothing is known. */
export function saidBy(error: MailError, secrets: readonly string[]): string {
  let text = error.response ?? error.originalCode ?? '';
  for (const secret of secrets) text = text.replaceAll(secret, '…');
  const said = safeLine(text, SAID_LENGTH);
  return said === '' ? '' : `: ${said}`;
}

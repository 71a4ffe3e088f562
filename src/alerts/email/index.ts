import { createConnector } from '../../http/address-guard.ts';
import type { Channel, RenderedMessage, SendContext, SendOutcome } from '../channel.ts';
import type { MailSecurity } from './config.ts';
import { domainOf, type Mailbox } from './mailbox.ts';
import { messageId, renderMail } from './render.ts';
import { isPassing, type MailError, outcomeOfError, saidBy } from './smtp-outcome.ts';

export interface EmailChannelOptions {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** Null where the server wants none. Never sent without encryption. */
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly allowPrivateNetwork: boolean;
  /** Milliseconds for all that is said (default 15,000: half of a delivery's lease). Servers that greylist greet late. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
/** Deliveries that only some recipients have so far; the oldest is forgotten first. */
const REMEMBERED = 1000;

/**
 * Sends alerts by SMTP. Every attempt of one delivery sends the same bytes under the same `Message-ID`. Recipients that
 * took it are not sent it again while others are waited for, as far as this process remembers.
 */
export function createEmailChannel(options: EmailChannelOptions): Channel {
  const { host, port, login, to } = options;
  const destination = `${host}:${port}`;
  const secrets = login === null ? [] : secretsOf(login.user, login.password);
  const taken = new Map<string, Set<string>>();

  async function send(message: RenderedMessage, context: SendContext): Promise<SendOutcome> {
    const key = context.idempotencyKey;
    const already = taken.get(key) ?? new Set<string>();
    const waiting = to.map(({ address }) => address).filter((address) => !already.has(address));
    const deadline = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const signal = AbortSignal.any([context.signal, deadline]);
    let refusals: readonly MailError[];
    try {
      const source = sourceOf(message, key, domainOf(options.from));
      const answer = await submit(options, source, waiting, signal);
      refusals = answer.rejectedErrors ?? [];
      for (const address of answer.accepted) already.add(String(address));
    } catch (error) {
      if (context.signal.aborted) {
        const interrupted = `sending to ${destination} was interrupted`;
        return { kind: 'wait', code: 'interrupted', message: interrupted, retryAt: context.clock.now() };
      }
      if (deadline.aborted)
        return { kind: 'retry', code: 'timeout', message: `${destination} did not answer in time` };
      const failure = error as MailError;
      if (failure.rejectedErrors === undefined) return outcomeOfError(failure, destination, secrets);
      refusals = failure.rejectedErrors;
    }
    const outcome = outcomeOfRefusals(refusals, already.size, destination, secrets);
    taken.delete(key);
    if (outcome.kind === 'retry' && already.size > 0) remember(taken, key, already);
    return outcome;
  }

  return {
    id: options.id,
    kind: 'email',
    render: (content, reader) => ({
      contentType: 'message/rfc822',
      body: renderMail(content, { channel: options.id, from: options.from, to }, reader),
    }),
    send,
  };
}

/** As it goes over the line. */
function sourceOf(message: RenderedMessage, key: string, domain: string): string {
  return `Message-ID: ${messageId(key, domain)}\n${message.body}`.replaceAll('\n', '\r\n');
}

interface Answer {
  readonly accepted: readonly unknown[];
  readonly rejectedErrors?: readonly MailError[];
}

async function submit(
  options: EmailChannelOptions,
  source: string,
  to: readonly string[],
  signal: AbortSignal,
): Promise<Answer> {
  const { host, port, security, login, allowPrivateNetwork, timeoutMs = TIMEOUT_MS } = options;
  const connect = createConnector({ allowPrivateNetwork, connectTimeout: timeoutMs, signal });
  const settings = {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A server that does not hang up must not keep the process.
    socketCloseTimeout: 1000,
    disableFileAccess: true,
    disableUrlAccess: true,
    // Every connection to the outside is opened in one place, which refuses private addresses.
    getSocket(_: unknown, callback: (error: Error | null, opened: unknown) => void): void {
      connect({ hostname: host, port: String(port), protocol: 'http:' }, (...[error, connection]) =>
        callback(error, error === null ? { connection } : null),
      );
    },
  };
  const mail = { envelope: { from: options.from.address, to: [...to] }, raw: source, signal };
  // Much memory for those who have no such channel.
  const { createTransport } = await import('nodemailer');
  return (await createTransport(settings).sendMail(mail)) as Answer;
}

/** A mail has one outcome: while one recipient may still take it, it is tried again; where all refused, it is rejected. */
function outcomeOfRefusals(
  refusals: readonly MailError[],
  taken: number,
  destination: string,
  secrets: readonly string[],
): SendOutcome {
  const passing = refusals.find(({ responseCode = 0 }) => isPassing(responseCode));
  const shown = passing ?? refusals[0];
  if (shown === undefined) return { kind: 'sent' };
  const counts = taken === 0 ? '' : ` (${taken} of ${taken + refusals.length} recipients took it)`;
  const message = `${destination} refused ${shown.recipient ?? 'a recipient'}${saidBy(shown, secrets)}${counts}`;
  const code = `smtp-${shown.responseCode ?? 'unknown'}`;
  return { kind: passing === undefined ? 'rejected' : 'retry', code, message };
}

function remember(taken: Map<string, Set<string>>, key: string, addresses: Set<string>): void {
  taken.set(key, addresses);
  const [oldest] = taken.keys();
  if (taken.size > REMEMBERED && oldest !== undefined) taken.delete(oldest);
}

/** In the forms in which they cross the line. */
function secretsOf(user: string, password: string): string[] {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return [password, base64(password), base64(`\0${user}\0${password}`)];
}

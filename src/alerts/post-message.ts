import { ForbiddenAddressError, NetworkError, RateLimitedError, UpstreamError } from '../errors.ts';
import type { HttpRequestInit } from '../http/http-client.ts';
import type { SendContext, SendOutcome } from './channel.ts';
import { displayAddress, withoutSecrets } from './destination.ts';
import { safeLine } from './hostile-text.ts';
import { type Judgement, judgeStatus, type ReceiverAnswer } from './receiver-answer.ts';

/** Shorter than the 15 to 30 s of Standard Webhooks 1.0: leases are twice as long as a send, and a stop waits for one. */
export const SEND_TIMEOUT_MS = 10_000;
/** Once the status is known, its text is not worth waiting for any longer. */
const BODY_TIMEOUT_MS = 2000;
const ANSWER_BYTES = 4096;
/** Characters of the receiver's own words in a message to the operator. */
const SAID_LENGTH = 200;

export interface MessagePost {
  readonly url: string;
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowPrivateNetwork: boolean;
  /** Milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** What a receiver might repeat and nobody may read, beside the address: tokens sent in headers. */
  readonly secrets?: readonly string[];
  /** How much of the answer is read (default 4096): more where the service repeats the message in it. */
  readonly answerBytes?: number;
  /** Read instead of the status alone, where a service says with a 200 that it failed. */
  readonly judge?: (judgement: Judgement) => SendOutcome;
}

/** Sends one message over HTTP and says what came of it. Never throws for what a receiver or a network does. */
export async function postMessage(post: MessagePost, context: SendContext): Promise<SendOutcome> {
  const destination = displayAddress(post.url);
  const timeoutMs = post.timeoutMs ?? SEND_TIMEOUT_MS;
  let answer: ReceiverAnswer;
  try {
    answer = await readAnswer(
      await context.http.fetch(post.url, request(post, context, timeoutMs)),
      post.answerBytes ?? ANSWER_BYTES,
    );
  } catch (error) {
    if (context.signal.aborted) return interrupted(destination, context.clock.now());
    return outcomeOfError(error, destination, timeoutMs);
  }
  const words = hideEach(wordsOf(answer.body), post.secrets ?? []);
  const said = safeLine(withoutSecrets(words, post.url), SAID_LENGTH);
  const judge = post.judge ?? judgeStatus;
  return judge({ answer, destination, said, now: context.clock.now() });
}

function request(post: MessagePost, context: SendContext, timeoutMs: number): HttpRequestInit {
  return {
    method: post.method ?? 'POST',
    headers: { ...post.headers },
    body: post.body,
    signal: context.signal,
    modelwatch: {
      headersTimeout: timeoutMs,
      totalTimeout: timeoutMs,
      maxRedirects: 0,
      // A limit would turn an accepted message with a long answer into a failure, and so into a repeat: its beginning is read.
      maxResponseBytes: Number.MAX_SAFE_INTEGER,
      // Left out where it is false: the program's own setting decides then.
      ...(post.allowPrivateNetwork ? { allowPrivateNetwork: true } : {}),
    },
  };
}

/** Reads to the end, so that the connection can serve again, but never much: what goes on is hung up on. */
async function readAnswer(response: Response, limit: number): Promise<ReceiverAnswer> {
  const { status, headers } = response;
  if (response.body === null) return { status, headers, body: '' };
  const reader = response.body.getReader();
  const hangUp = setTimeout(() => void reader.cancel().catch(ignore), BODY_TIMEOUT_MS);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      bytes += part.value.byteLength;
      if (bytes > limit) break;
    }
  } catch {
    // The status is what counts, and it is known.
  } finally {
    clearTimeout(hangUp);
    void reader.cancel().catch(ignore);
  }
  return { status, headers, body: new TextDecoder().decode(Buffer.concat(chunks).subarray(0, limit)) };
}

/** Stopping is ours, not the receiver's failure: no attempt is spent. It may have got the message, so it is repeated. */
function interrupted(destination: string, now: number): SendOutcome {
  return {
    kind: 'wait',
    code: 'interrupted',
    message: `sending to ${destination} was interrupted`,
    retryAt: now,
  };
}

function outcomeOfError(error: unknown, destination: string, timeoutMs: number): SendOutcome {
  if (error instanceof ForbiddenAddressError) {
    const message =
      `${destination} is a private, loopback or reserved address: \`allow_private_network: true\` on the channel, ` +
      'or MODELWATCH_ALLOW_PRIVATE_NETWORK=1, allows it';
    return { kind: 'rejected', code: error.code, message };
  }
  if (error instanceof RateLimitedError) {
    return {
      kind: 'wait',
      code: error.code,
      message: `${destination} asked us to wait`,
      retryAt: error.until,
    };
  }
  if (error instanceof UpstreamError && error.code === 'upstream-timeout') {
    return {
      kind: 'retry',
      code: 'timeout',
      message: `${destination} did not answer within ${timeoutMs / 1000} s`,
    };
  }
  if (error instanceof NetworkError || error instanceof UpstreamError) {
    const cause = typeof error.fields.cause === 'string' ? ` (${safeLine(error.fields.cause, 60)})` : '';
    return { kind: 'retry', code: 'network', message: `${destination} could not be talked to${cause}` };
  }
  throw error;
}

/** Of an HTML page only its title: the rest is for browsers. */
function wordsOf(body: string): string {
  if (!body.trimStart().startsWith('<')) return safeLine(body, ANSWER_BYTES);
  return safeLine(/<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? '', ANSWER_BYTES);
}

function hideEach(text: string, secrets: readonly string[]): string {
  return secrets.reduce((hidden, secret) => (secret === '' ? hidden : hidden.replaceAll(secret, '…')), text);
}

function ignore(): void {}

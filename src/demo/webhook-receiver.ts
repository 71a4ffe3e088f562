import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Clock } from '../domain/clock.ts';

/** What the receiver does with one message. */
export type ReceiverAnswer =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: number | string;
      readonly body?: string;
    }
  /** Takes the message and never answers. */
  | { readonly kind: 'hang' }
  /** Takes the message and closes the connection: the sender cannot know whether it arrived. */
  | { readonly kind: 'drop' };

/** A message as it came. */
export interface Arrival {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Byte for byte. */
  readonly body: Buffer;
  /** `webhook-id`. */
  readonly id: string | null;
  /** Whether a secret was given and the signature is right and of now. */
  readonly verified: boolean;
  /** Why it is not. */
  readonly problem: string | null;
  /** Whether a message with this id had come (and been accepted) before. */
  readonly repeat: boolean;
  readonly answer: ReceiverAnswer;
  /** Milliseconds since 1970, of the receiver's clock. */
  readonly at: number;
}

export interface WebhookReceiverOptions {
  /** `whsec_…`. Without one nothing is verified and all is accepted. */
  readonly secret?: string;
  /** What "now" is when a timestamp is judged. Default: real time. */
  readonly clock?: Clock;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly onArrival?: (arrival: Arrival) => void;
}

export interface WebhookReceiver {
  readonly url: string;
  /** Oldest first, repeats and refused ones included. */
  readonly arrivals: readonly Arrival[];
  /** Each message once: the first accepted one of every id. */
  readonly messages: readonly Arrival[];
  /** Answers for the next messages, in order; after them 200 (401 for a signature that is wrong). */
  answerWith(...answers: ReceiverAnswer[]): void;
  onArrival(listener: (arrival: Arrival) => void): void;
  /** Resolves when this many messages have come, repeats included. */
  arrived(count: number): Promise<void>;
  /** Ends at once, also with requests that hang. */
  close(): Promise<void>;
}

/** Standard Webhooks 1.0 leaves the tolerance to the receiver; its libraries take five minutes. */
const toleranceSeconds = 5 * 60;

/** A loopback receiver of Standard Webhooks that remembers ids, as one that wants each message once has to. */
export async function startWebhookReceiver(options: WebhookReceiverOptions = {}): Promise<WebhookReceiver> {
  const clock = options.clock ?? { now: () => Date.now() };
  const arrivals: Arrival[] = [];
  const accepted = new Set<string>();
  const script: ReceiverAnswer[] = [];
  const listeners = options.onArrival === undefined ? [] : [options.onArrival];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const problem =
      options.secret === undefined ? null : findProblem(options.secret, request.headers, body, clock);
    const id = headerOf(request.headers, 'webhook-id') ?? null;
    const answer = script.shift() ?? { kind: 'status', status: problem === null ? 200 : 401 };
    const arrival: Arrival = {
      path: request.url ?? '/',
      headers: request.headers,
      body,
      id,
      verified: options.secret !== undefined && problem === null,
      problem,
      repeat: id !== null && accepted.has(id),
      answer,
      at: clock.now(),
    };
    // Whoever drops the connection has the message all the same: its repeat is one.
    if (id !== null && problem === null && isTaken(answer)) accepted.add(id);
    arrivals.push(arrival);
    reply(response, answer);
    for (const listener of [...listeners]) listener(arrival);
  }

  const server = createServer((request, response) => {
    // A sender that goes away in the middle of its message is none of the receiver's business.
    handle(request, response).catch(() => response.destroy());
  });
  const port = await listen(server, options.port ?? 0);

  return {
    url: `http://127.0.0.1:${port}/`,
    arrivals,
    get messages() {
      return arrivals.filter(
        (arrival) => !arrival.repeat && arrival.problem === null && isTaken(arrival.answer),
      );
    },
    answerWith: (...answers) => void script.push(...answers),
    onArrival: (listener) => void listeners.push(listener),
    arrived: (count) =>
      new Promise((resolve) => {
        if (arrivals.length >= count) return resolve();
        listeners.push(() => arrivals.length >= count && resolve());
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function reply(response: ServerResponse, answer: ReceiverAnswer): void {
  if (answer.kind === 'hang') return;
  if (answer.kind === 'drop') {
    response.socket?.destroy();
    return;
  }
  if (answer.retryAfter !== undefined) response.setHeader('Retry-After', String(answer.retryAfter));
  response.writeHead(answer.status, { 'Content-Type': 'text/plain' }).end(answer.body ?? '');
}

function isTaken(answer: ReceiverAnswer): boolean {
  return answer.kind === 'status' ? answer.status >= 200 && answer.status < 300 : true;
}

/**
 * The library verifies against real time alone, and a demonstration runs in its own: so its signature is compared
 * here, and the timestamp is judged by the receiver's clock.
 */
function findProblem(
  secret: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  clock: Clock,
): string | null {
  const id = headerOf(headers, 'webhook-id');
  const seconds = Number(headerOf(headers, 'webhook-timestamp'));
  const signatures = headerOf(headers, 'webhook-signature')?.split(' ') ?? [];
  if (id === undefined || !Number.isInteger(seconds) || signatures.length === 0) return 'missing headers';
  if (Math.abs(clock.now() / 1000 - seconds) > toleranceSeconds) return 'timestamp out of tolerance';
  const expected = new Webhook(secret).sign(id, new Date(seconds * 1000), body);
  return signatures.includes(expected) ? null : 'no matching signature';
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

import type { LookupFunction } from 'node:net';
import { Agent, Dispatcher, type RequestInit as UndiciRequestInit, fetch as undiciFetch } from 'undici';
import type { Clock } from '../domain/clock.ts';
import { ForbiddenAddressError, UpstreamError } from '../errors.ts';
import { createConnector } from './address-guard.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { guardResponse } from './guarded-response.ts';
import type { HttpClient, HttpRequestInit, RequestPolicy } from './http-client.ts';
import { passGate, type QuotaGate, recordAnswer } from './quota-gate.ts';
import type { RateLimiter } from './rate-limit.ts';
import { followRedirect, type Hop, isRedirect } from './redirects.ts';
import { translateTransportError } from './transport-errors.ts';

export interface HttpClientOptions {
  readonly userAgent: string;
  /** Loopback and private addresses may be connected to, by every request. */
  readonly allowPrivateNetwork: boolean;
  readonly limiter: RateLimiter;
  readonly clock: Clock;
  /** Connections to one host at the same time (default 6). */
  readonly connectionsPerHost?: number;
  /** Milliseconds that a request waits for a quota before RateLimitedError (default 10,000). */
  readonly maxWaitMs?: number;
  /** Milliseconds until a connection must stand, TLS included (default 10,000). */
  readonly connectTimeout?: number;
  /** Resolves host names in place of the system's resolver. */
  readonly lookup?: LookupFunction;
}

const CONNECT_TIMEOUT_MS = 10_000;
const MAX_WIRE_BYTES = 100 * 1024 * 1024;
const CLOSE_GRACE_MS = 1000;

type Policy = Required<Omit<RequestPolicy, 'quota' | 'onSend'>> & Pick<RequestPolicy, 'quota' | 'onSend'>;

const DEFAULT_POLICY = {
  headersTimeout: 15_000,
  bodyTimeout: 15_000,
  totalTimeout: 60_000,
  maxResponseBytes: 20 * 1024 * 1024,
  maxRedirects: 5,
} as const;

/** The one client. The environment's proxy variables do not matter to it: its agents connect by themselves. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const gate: QuotaGate = {
    limiter: options.limiter,
    clock: options.clock,
    maxWaitMs: options.maxWaitMs ?? 10_000,
  };
  // Two, since a connection that one request was allowed to open must not serve another that was not.
  const publicAgent = createAgent(options, false);
  const privateAgent = createAgent(options, true);

  const closing = new AbortController();

  async function send(hop: Hop, policy: Policy, caller: AbortSignal | null, redirected: boolean) {
    policy.onSend?.();
    const { host } = hop.url;
    const deadline = startDeadline(
      policy.totalTimeout,
      [closing.signal, ...(caller === null ? [] : [caller])],
      host,
    );
    const agent = policy.allowPrivateNetwork ? privateAgent : publicAgent;
    const response = await exchange(hop, new TimedDispatcher(agent, policy), deadline);
    return guardResponse(response, { maxBytes: policy.maxResponseBytes, deadline, host }, redirected);
  }

  async function fetch(input: string | URL | Request, init: HttpRequestInit = {}): Promise<Response> {
    const policy: Policy = {
      allowPrivateNetwork: options.allowPrivateNetwork,
      ...DEFAULT_POLICY,
      ...init.modelwatch,
    };
    const caller = init.signal ?? (input instanceof Request ? input.signal : null);
    let hop = await firstHop(input, init, options.userAgent);
    const { origin } = hop.url;
    for (let redirects = 0; ; redirects++) {
      refuseOtherProtocols(hop.url);
      if (policy.quota !== undefined) await passGate(gate, policy.quota, caller);
      const response = await send(hop, policy, caller, redirects > 0);
      // Another origin's answer says nothing of this one's quota.
      if (policy.quota !== undefined && hop.url.origin === origin) {
        await recordAnswer(gate, policy.quota, response);
      }
      if (policy.maxRedirects === 0 || !isRedirect(response)) return response;
      await response.body?.cancel();
      if (redirects === policy.maxRedirects) {
        throw new UpstreamError('upstream-redirects', 'too many redirects', {
          host: hop.url.host,
          redirects,
        });
      }
      hop = followRedirect(hop, response);
    }
  }

  async function close(): Promise<void> {
    const timer = setTimeout(() => {
      closing.abort(new DOMException('the HTTP client was closed', 'AbortError'));
    }, CLOSE_GRACE_MS);
    await Promise.all([publicAgent.close(), privateAgent.close()]);
    clearTimeout(timer);
  }

  return { fetch, close };
}

function createAgent(options: HttpClientOptions, allowPrivateNetwork: boolean): Agent {
  return new Agent({
    connections: options.connectionsPerHost ?? 6,
    maxResponseSize: MAX_WIRE_BYTES,
    allowH2: false,
    connect: createConnector({
      allowPrivateNetwork,
      connectTimeout: options.connectTimeout ?? CONNECT_TIMEOUT_MS,
      lookup: options.lookup,
    }),
  });
}

/** Carries the time-outs of one request: undici's fetch itself takes none. */
class TimedDispatcher extends Dispatcher {
  readonly #agent: Agent;
  readonly #timeouts: { readonly headersTimeout: number; readonly bodyTimeout: number };

  constructor(agent: Agent, { headersTimeout, bodyTimeout }: Policy) {
    super();
    this.#agent = agent;
    this.#timeouts = { headersTimeout, bodyTimeout };
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return this.#agent.dispatch({ ...options, ...this.#timeouts } as Agent.DispatchOptions, handler);
  }
}

async function exchange(hop: Hop, dispatcher: Dispatcher, deadline: Deadline): Promise<Response> {
  const { method, headers, body } = hop;
  const init = { method, headers, body, dispatcher, redirect: 'manual', signal: deadline.signal };
  const duplex = body instanceof ReadableStream ? { duplex: 'half' } : {};
  try {
    const response = await undiciFetch(hop.url, { ...init, ...duplex } as unknown as UndiciRequestInit);
    return response as unknown as Response;
  } catch (error) {
    deadline.clear();
    throw deadline.signal.aborted ? deadline.signal.reason : translateTransportError(error, hop.url.host);
  }
}

async function firstHop(input: string | URL | Request, init: RequestInit, userAgent: string): Promise<Hop> {
  const request = input instanceof Request ? input : null;
  const url = new URL(request === null ? (input as string | URL) : request.url);
  const headers = new Headers(init.headers ?? request?.headers);
  if (!headers.has('user-agent')) headers.set('user-agent', userAgent);
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
  const body = init.body ?? (request?.body ? new Uint8Array(await request.arrayBuffer()) : null);
  return { url, method, headers, body };
}

function refuseOtherProtocols(url: URL): void {
  if (url.protocol === 'http:' || url.protocol === 'https:') return;
  throw new ForbiddenAddressError('only http and https are spoken', { protocol: url.protocol });
}

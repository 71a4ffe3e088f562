import { setMaxListeners } from 'node:events';
import type { LookupFunction } from 'node:net';
import type { Clock } from '../domain/clock.ts';
import { type HostTable, limitsOfHost } from '../domain/host-limits.ts';
import { FURTHEST_SLOT_MS } from '../domain/rate-limit.ts';
import { ForbiddenAddressError, UpstreamError } from '../errors.ts';
import { startDeadline } from './deadline.ts';
import { createDispatchers } from './dispatchers.ts';
import { exchange } from './exchange.ts';
import { guardResponse } from './guarded-response.ts';
import { HostLeave } from './host-leave.ts';
import { type HostPlaces, PlaceKeeper } from './host-places.ts';

import type { HttpClient, HttpRequestInit, RequestPolicy } from './http-client.ts';
import { KNOWN_HOSTS } from './known-hosts.ts';
import { pause } from './pause.ts';
import type { ProxySettings } from './proxy-route.ts';
import { type QuotaGate, recordAnswer } from './quota-gate.ts';
import type { RateLimiter } from './rate-limit.ts';
import { firstHop, followRedirect, type Hop, isRedirect } from './redirects.ts';
import { discardBody } from './response-body.ts';
import { decideRetry, type Outcome } from './retries.ts';

export interface HttpClientOptions {
  readonly userAgent: string;
  /** Loopback and private addresses may be connected to, by every request. */
  readonly allowPrivateNetwork: boolean;
  readonly limiter: RateLimiter;
  /** Where all processes share the requests under way to a host, where it asks for few (default: this process is alone). */
  readonly places?: HostPlaces;
  readonly clock: Clock;
  /** Over which proxies requests go (default: none). The environment's variables do not matter to the client itself. */
  readonly proxies?: ProxySettings;
  /** What is configured of hosts, above what is known of them. */
  readonly hosts?: HostTable;
  /** Milliseconds that a request waits for a quota before RateLimitedError (default 10,000). */
  readonly maxWaitMs?: number;
  /** Milliseconds that a request waits for its turn and slot at a host before RateLimitedError (default 60,000). */
  readonly maxTurnMs?: number;
  /** Milliseconds until a connection must stand, TLS included (default 10,000). */
  readonly connectTimeout?: number;
  /** Resolves host names in place of the system's resolver. */
  readonly lookup?: LookupFunction;
  /** Told of each request that went out, redirects and retries included; null: there was no answer. */
  readonly onExchange?: (url: URL, status: number | null) => void;
  /** 0 to 1: spreads retries (default Math.random). */
  readonly random?: () => number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const CLOSE_GRACE_MS = 1000;

type Policy = Required<Omit<RequestPolicy, 'quota' | 'onSend'>> & Pick<RequestPolicy, 'quota' | 'onSend'>;

const DEFAULT_POLICY = {
  headersTimeout: 15_000,
  bodyTimeout: 15_000,
  totalTimeout: 60_000,
  maxResponseBytes: 20 * 1024 * 1024,
  maxRedirects: 5,
  retries: 0,
} as const;

const NO_PROXIES: ProxySettings = { http: null, https: null, exceptions: [] };

/** One call of `fetch`, over all its redirects. */
interface Call {
  readonly policy: Policy;
  /** Of the address that was asked for: another origin's answer says nothing of its quota. */
  readonly origin: string;
  /** The caller's signal, where there is one. */
  readonly caller: readonly AbortSignal[];
  /** How often something was sent again. */
  repeated: number;
}

/** The one client. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, hosts = {}, maxTurnMs = FURTHEST_SLOT_MS, random = Math.random } = options;
  const gate: QuotaGate = { limiter: options.limiter, clock, maxWaitMs: options.maxWaitMs ?? 10_000 };
  const keeper = options.places === undefined ? null : new PlaceKeeper(options.places);
  const leave = new HostLeave(gate, keeper, maxTurnMs);
  /** `leaving`: nothing more is begun. `closing`: what is under way ends. */
  const leaving = new AbortController();
  const closing = new AbortController();
  for (const { signal } of [leaving, closing]) setMaxListeners(0, signal);
  const dispatchers = createDispatchers({
    proxies: options.proxies ?? NO_PROXIES,
    connectTimeout: options.connectTimeout ?? CONNECT_TIMEOUT_MS,
    lookup: options.lookup,
    signal: closing.signal,
  });

  async function fetch(input: string | URL | Request, init: HttpRequestInit = {}): Promise<Response> {
    const { allowPrivateNetwork } = options;
    const policy: Policy = { allowPrivateNetwork, ...DEFAULT_POLICY, ...init.modelwatch };
    const signal = init.signal ?? (input instanceof Request ? input.signal : null);
    const caller = signal === null ? [] : [signal];
    // One signal ends all requests of a shutdown: many listeners are what it is for.
    if (signal !== null) setMaxListeners(0, signal);
    let hop = await firstHop(input, init, options.userAgent);
    const call: Call = { policy, origin: hop.url.origin, caller, repeated: 0 };
    for (let redirects = 0; ; redirects++) {
      const response = await sendPatiently(hop, call, redirects > 0);
      if (policy.maxRedirects === 0 || !isRedirect(response)) return response;
      await discardBody(response);
      if (redirects === policy.maxRedirects) {
        throw new UpstreamError('upstream-redirects', 'too many redirects', {
          host: hop.url.host,
          redirects,
        });
      }
      hop = followRedirect(hop, response);
    }
  }

  /** Sends again what failed in passing, where the request may be repeated and its policy says so. */
  async function sendPatiently(hop: Hop, call: Call, redirected: boolean): Promise<Response> {
    const repeatable = hop.body === null && (hop.method === 'GET' || hop.method === 'HEAD');
    for (;;) {
      const outcome = await send(hop, call, redirected).then(
        (response): Outcome => ({ response }),
        (error: unknown): Outcome => ({ error }),
      );
      const mayRepeat = repeatable && call.repeated < call.policy.retries;
      const decision = mayRepeat ? decideRetry(outcome, call.repeated, clock.now(), random()) : null;
      if (decision === null || !decision.retry) {
        if ('error' in outcome) throw outcome.error;
        return outcome.response;
      }
      call.repeated++;
      if ('response' in outcome) await discardBody(outcome.response);
      await pause(decision.delay, [leaving.signal, ...call.caller]);
    }
  }

  async function send(hop: Hop, { policy, origin, caller }: Call, redirected: boolean): Promise<Response> {
    refuseOtherProtocols(hop.url);
    const { host } = hop.url;
    const limits = limitsOfHost(hop.url, hosts, KNOWN_HOSTS);
    const { quota, totalTimeout } = policy;
    const endTurn = await leave.wait({ limits, quota, totalTimeout }, [leaving.signal, ...caller]);
    const deadline = startDeadline(policy.totalTimeout, [closing.signal, ...caller], host, endTurn);
    try {
      const { allowPrivateNetwork } = policy;
      const line = dispatchers.lineTo(hop.url, { allowPrivateNetwork, connections: limits.connections });
      policy.onSend?.();
      const response = await exchange(hop, line, policy, deadline).catch((error: unknown) => {
        options.onExchange?.(hop.url, null);
        throw error;
      });
      options.onExchange?.(hop.url, response.status);
      if (policy.quota !== undefined && hop.url.origin === origin) {
        await recordAnswer(gate, policy.quota, response);
      }
      return await guardResponse(response, { maxBytes: policy.maxResponseBytes, deadline, host }, redirected);
    } catch (error) {
      deadline.abandon(error);
      throw error;
    }
  }

  async function close(): Promise<void> {
    const reason = new DOMException('the HTTP client was closed', 'AbortError');
    leaving.abort(reason);
    const timer = setTimeout(() => closing.abort(reason), CLOSE_GRACE_MS);
    await dispatchers.close();
    clearTimeout(timer);
    await keeper?.close();
  }

  return { fetch, close };
}

function refuseOtherProtocols(url: URL): void {
  if (url.protocol === 'http:' || url.protocol === 'https:') return;
  throw new ForbiddenAddressError('only http and https are spoken', { protocol: url.protocol });
}

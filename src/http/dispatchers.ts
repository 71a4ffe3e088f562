import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { createConnector } from './address-guard.ts';
import { type ProxySettings, routeTo } from './proxy-route.ts';
import { createTunnelConnector, proxyAuthorization } from './proxy-tunnel.ts';

export interface DispatcherOptions {
  readonly proxies: ProxySettings;
  /** Milliseconds until a connection must stand, TLS included. */
  readonly connectTimeout: number;
  readonly lookup?: LookupFunction | undefined;
  /** Ends what is being connected. */
  readonly signal: AbortSignal;
}

/** What one request is sent with. */
export interface Line {
  /** Over a proxy that speaks for the upstream: its own refusals look like answers. */
  readonly forwarded: boolean;
  readonly dispatch: (options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) => boolean;
}

export interface LineTerms {
  readonly allowPrivateNetwork: boolean;
  readonly connections: number;
}

/** All connections of one client: to upstreams directly, and to and through its proxies. */
export interface Dispatchers {
  /** Keeps at most `connections` to that host. Throws ForbiddenAddressError where the address may not be asked for. */
  lineTo(url: URL, terms: LineTerms): Line;
  close(): Promise<void>;
}

/** Compressed bytes of one answer: no decompressor is fed more, whatever the limit of the request. */
const MAX_WIRE_BYTES = 100 * 1024 * 1024;

export function createDispatchers(options: DispatcherOptions): Dispatchers {
  const agents = new Map<string, Agent>();

  function agentFor(
    key: string,
    connections: number | null,
    connector: () => ReturnType<typeof createConnector>,
  ): Agent {
    const settings = { connections, maxResponseSize: MAX_WIRE_BYTES, allowH2: false };
    const agent = agents.get(key) ?? new Agent({ ...settings, connect: connector() });
    agents.set(key, agent);
    return agent;
  }

  function lineTo(url: URL, { allowPrivateNetwork, connections }: LineTerms): Line {
    const route = routeTo(url, options.proxies, allowPrivateNetwork);
    switch (route.kind) {
      case 'direct': {
        // A connection that one request was allowed to open must not serve another that was not.
        const key = `${allowPrivateNetwork ? 'private' : 'public'} ${connections}`;
        return lineOver(
          agentFor(key, connections, () => createConnector({ ...options, allowPrivateNetwork })),
        );
      }
      case 'tunnel': {
        const { proxy } = route;
        const connector = () => createTunnelConnector({ ...options, proxy });
        return lineOver(agentFor(`tunnel ${connections}`, connections, connector));
      }
      case 'forward': {
        // The proxy was chosen by whoever runs the program: it may be anywhere.
        const connector = () => createConnector({ ...options, allowPrivateNetwork: true, proxy: true });
        return forwardLine(agentFor('forward', null, connector), route.proxy);
      }
    }
  }

  async function close(): Promise<void> {
    await Promise.all(Array.from(agents.values(), (agent) => agent.close()));
  }

  return { lineTo, close };
}

function lineOver(agent: Agent): Line {
  return { forwarded: false, dispatch: (options, handler) => agent.dispatch(options as never, handler) };
}

/** The whole address as the request's target: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2. */
function forwardLine(agent: Agent, proxy: URL): Line {
  const authorization = proxyAuthorization(proxy);
  return {
    forwarded: true,
    dispatch(options, handler) {
      const target = new URL(String(options.origin));
      const forwarded = {
        ...options,
        origin: proxy.origin,
        path: `${target.origin}${options.path}`,
        headers: {
          ...(options.headers as Record<string, string>),
          host: target.host,
          ...(authorization === null ? {} : { 'proxy-authorization': authorization }),
        },
        // Else the name in `host` would be expected in the proxy's certificate.
        servername: proxy.hostname,
      };
      return agent.dispatch(forwarded as never, handler);
    },
  };
}

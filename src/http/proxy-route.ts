import { isIP } from 'node:net';
import { ForbiddenAddressError } from '../errors.ts';
import { isForbiddenAddress, isThisMachine, withoutBrackets } from './address-guard.ts';
import { isExcepted } from './proxy-exceptions.ts';

/** Over which proxies requests go, by the protocol of what is asked for; null: directly. */
export interface ProxySettings {
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts and networks that are asked directly, as in `NO_PROXY`. */
  readonly exceptions: readonly string[];
}

/**
 * How one request goes out. `tunnel`: CONNECT, and TLS with the upstream through it. `forward`: the proxy is asked for
 * the whole address, since most proxies (Squid as it comes) open tunnels to port 443 only.
 */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'tunnel' | 'forward'; readonly proxy: URL };

const DIRECT: Route = { kind: 'direct' };

/**
 * The route to `url`. What is asked of a proxy is resolved by the proxy, so only addresses that are written as such can
 * be refused here: ForbiddenAddressError. This machine is never asked for through a proxy, which would take the request
 * for one to its own machine.
 */
export function routeTo(url: URL, proxies: ProxySettings, allowPrivateNetwork: boolean): Route {
  const address = url.protocol === 'https:' ? proxies.https : proxies.http;
  if (address === null || isThisMachine(url.hostname) || isExcepted(url, proxies.exceptions)) return DIRECT;
  const host = withoutBrackets(url.hostname);
  if (!allowPrivateNetwork && isIP(host) !== 0 && isForbiddenAddress(host)) {
    throw new ForbiddenAddressError('loopback, private and reserved addresses are not connected to', {
      host,
    });
  }
  return { kind: url.protocol === 'https:' ? 'tunnel' : 'forward', proxy: new URL(address) };
}

import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction, Socket } from 'node:net';
import { buildConnector } from 'undici';
import { ForbiddenAddressError, NetworkError } from '../errors.ts';

/** Not reachable from the public Internet: https://www.iana.org/assignments/iana-ipv4-special-registry. */
const FORBIDDEN_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/**
 * https://www.iana.org/assignments/iana-ipv6-special-registry. Forms that carry an IPv4 address (mapped, compatible,
 * translated, 6to4, Teredo) are refused altogether: no public service is only to be found there. NAT64 is looked into instead.
 */
const FORBIDDEN_IPV6 = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

/** In a network without IPv4 every IPv4-only host appears here: https://www.rfc-editor.org/rfc/rfc6052. */
const NAT64 = ['64:ff9b::', 96] as const;

const forbidden4 = new BlockList();
for (const [network, prefix] of FORBIDDEN_IPV4) forbidden4.addSubnet(network, prefix, 'ipv4');
const forbidden6 = new BlockList();
for (const [network, prefix] of FORBIDDEN_IPV6) forbidden6.addSubnet(network, prefix, 'ipv6');
const nat64 = new BlockList();
nat64.addSubnet(...NAT64, 'ipv6');

/** Whether an IP address (without brackets; a zone is ignored) is private, local, reserved, or no address at all. */
export function isForbiddenAddress(address: string): boolean {
  const [ip = ''] = address.split('%');
  const family = isIP(ip);
  if (family === 4) return forbidden4.check(ip, 'ipv4');
  if (family !== 6) return true;
  if (nat64.check(ip, 'ipv6')) return forbidden4.check(lastFourBytes(ip), 'ipv4');
  return forbidden6.check(ip, 'ipv6');
}

/** `64:ff9b::7f00:1` → `127.0.0.1`. */
function lastFourBytes(ipv6: string): string {
  // The URL parser writes every IPv6 address in hexadecimal groups, also one that ends in a dotted IPv4 address.
  const groups = new URL(`http://[${ipv6}]`).hostname.slice(1, -1).split(':').slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * Whether a URL's host is this machine by its very spelling: https://www.rfc-editor.org/rfc/rfc6761#section-6.3. The
 * unspecified addresses lead here too.
 */
export function isThisMachine(hostname: string): boolean {
  const host = withoutBrackets(hostname);
  // The URL parser has written every IPv4 address in four decimal parts, every IPv6 address in its shortest form.
  if (/^(?:127|0)\.\d+\.\d+\.\d+$/.test(host)) return true;
  if (/^::1?$|^::(?:ffff:)?(?:7f[\da-f]{2}|0):[\da-f]+$/.test(host)) return true;
  return /(?:^|\.)localhost(?:\.localdomain)?\.?$/.test(host);
}

/** `[::1]` → `::1`: as sockets want it, and not as URLs write it. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

export interface ConnectorOptions {
  readonly allowPrivateNetwork: boolean;
  /** Milliseconds until the connection must stand, TLS included. */
  readonly connectTimeout: number;
  /** Resolves names; the system's resolver unless a test has its own. */
  readonly lookup?: LookupFunction | undefined;
  /** Ends what is being connected. */
  readonly signal?: AbortSignal;
  /** What is connected to is a proxy: errors say so. */
  readonly proxy?: boolean;
}

/**
 * Opens connections, to allowed addresses only. The check is made on the very address that is connected to, so a name
 * that resolves to something else a moment later gains nothing.
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const lookup = options.lookup ?? (dnsLookup as LookupFunction);
  const connect = buildConnector({
    allowH2: false,
    timeout: options.connectTimeout,
    lookup: options.allowPrivateNetwork ? lookup : guardLookup(lookup),
  } as buildConnector.BuildOptions);
  return function connectGuarded(target, callback) {
    const host = withoutBrackets(target.hostname);
    // Addresses written as such are never looked up.
    const forbidden = isThisMachine(host) || (isIP(host) !== 0 && isForbiddenAddress(host));
    if (!options.allowPrivateNetwork && forbidden) {
      callback(forbiddenAddress(host), null);
      return;
    }
    const opening: unknown = connect({ ...target, hostname: host }, (...[error, socket]) => {
      options.signal?.removeEventListener('abort', abandon);
      if (error === null) callback(null, socket);
      else callback(connectFailure(error, host, options.proxy), null);
    });
    function abandon(): void {
      if (opening instanceof Socket) opening.destroy(new Error('the HTTP client was closed'));
    }
    options.signal?.addEventListener('abort', abandon, { once: true });
  };
}

function guardLookup(lookup: LookupFunction): LookupFunction {
  return function lookupAllowed(hostname, options, callback) {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '', 0);
      const allowed = (found as unknown as LookupAddress[]).filter(
        ({ address }) => !isForbiddenAddress(address),
      );
      const [first] = allowed;
      if (first === undefined) return callback(forbiddenAddress(hostname) as NodeJS.ErrnoException, '', 0);
      if (options.all) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };
}

function forbiddenAddress(host: string): ForbiddenAddressError {
  return new ForbiddenAddressError('loopback, private and reserved addresses are not connected to', { host });
}

/** DNS, connecting or TLS failed. */
export function connectFailure(error: Error, host: string, proxy = false): Error {
  if (error instanceof ForbiddenAddressError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const cause = code ?? error.name;
  return proxy
    ? new NetworkError('the proxy could not be reached', { proxy: host, cause }, { cause: error })
    : new NetworkError('the host could not be reached', { host, cause }, { cause: error });
}

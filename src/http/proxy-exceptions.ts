import { BlockList, isIP } from 'node:net';

/**
 * Whether `NO_PROXY` excepts a target: `*`, a host and all below it (`example.org`, `.example.org`, `*.example.org`), an
 * address, or a network (`10.0.0.0/8`), each but the last with a port if only that one is meant; as curl reads it
 * (https://everything.curl.dev/usingcurl/proxies/env.html).
 */
export function isExcepted(url: URL, exceptions: readonly string[]): boolean {
  const name = bareName(url.hostname);
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return exceptions.some((exception) => {
    if (exception === '*') return true;
    if (exception.includes('/')) return inNetwork(name, exception);
    const [host, onlyPort] = splitPort(exception);
    if (onlyPort !== null && onlyPort !== port) return false;
    const excepted = bareName(host.replace(/^\*?\./, '').toLowerCase());
    if (isIP(name) !== 0) return sameAddress(name, excepted);
    return excepted !== '' && (name === excepted || name.endsWith(`.${excepted}`));
  });
}

/** A host name without its last dot, an address without its brackets. */
function bareName(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function splitPort(exception: string): readonly [host: string, port: string | null] {
  // An IPv6 address without brackets has no port.
  if (isIP(exception) === 6) return [exception, null];
  const found = /^(.*):(\d+)$/.exec(exception);
  return found === null ? [exception, null] : [found[1] ?? '', found[2] ?? ''];
}

function sameAddress(address: string, other: string): boolean {
  return isIP(other) !== 0 && inNetwork(address, `${other}/${isIP(other) === 4 ? 32 : 128}`);
}

/** What is no network excepts nothing. */
function inNetwork(address: string, network: string): boolean {
  const [base = '', bits = ''] = network.split('/');
  const family = isIP(base);
  if (family === 0 || isIP(address) !== family) return false;
  const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (prefix < 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(base, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

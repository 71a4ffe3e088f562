import type { WebSettings } from '../../config/configuration.ts';
import { isLoopback } from '../listen-address.ts';
import type { WebContext } from '../web-env.ts';

/**
 * Whom to count a request for: an address, of IPv6 the network (/64) that one customer has. Behind a reverse proxy
 * (`public_url`) on this machine it is what the proxy saw: the last entry of X-Forwarded-For, which it wrote itself.
 */
export function clientAddress(c: WebContext, settings: WebSettings): string {
  const peer = plainAddress(c.env?.incoming?.socket.remoteAddress ?? '');
  const seen = isLoopback(peer) && settings.publicUrl !== null ? c.req.header('x-forwarded-for') : undefined;
  const last = seen?.split(',').at(-1)?.trim();
  return network(last === undefined || last === '' ? peer : plainAddress(last));
}

/** Whether the request came over a proxy: then whoever asks is somewhere else. */
export function isForwarded(c: WebContext): boolean {
  return ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some(
    (name) => c.req.header(name) !== undefined,
  );
}

/** `::ffff:127.0.0.1` is IPv4 on a socket of both kinds. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function network(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const full = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ?? '').split(':')];
  return `${full
    .slice(0, 4)
    .map((group) => group || '0')
    .join(':')}::/64`;
}

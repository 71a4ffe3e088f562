import { UsageError } from '../errors.ts';

/** Where the page is served. */
export interface ListenAddress {
  /** A name or an address, an IPv6 one without brackets. */
  readonly host: string;
  readonly port: number;
}

export const DEFAULT_LISTEN: ListenAddress = { host: '127.0.0.1', port: 8787 };

const WRITTEN = /^(?:\[([\da-f:.]+)\]|([^\s[\]:/@?#]+)):(\d{1,5})$/i;

/** What `--listen` says; null for `off`. Throws UsageError where it says nothing. */
export function parseListen(text: string | undefined): ListenAddress | null {
  if (text === undefined) return DEFAULT_LISTEN;
  if (text.trim().toLowerCase() === 'off') return null;
  const [, six, other, port = ''] = WRITTEN.exec(text.trim()) ?? [];
  const host = six ?? other;
  if (host !== undefined && Number(port) <= 65_535) return { host, port: Number(port) };
  throw new UsageError('listen', `--listen: "${text}" is no address to listen at`, [
    'Write HOST:PORT, as 127.0.0.1:8787, 0.0.0.0:8787 or [::1]:8787; "off" to serve no page.',
  ]);
}

/** Whether a host, as in an address or a Host header, is this machine itself. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

/** `http://[::1]:8787`. */
export function urlOf({ host, port }: ListenAddress): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

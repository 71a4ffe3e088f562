import type { ChannelConfig } from '../alerts/channel-config.ts';
import type { ProxyAddresses } from './proxy.ts';

/** Shorter values are no secrets, and hiding each "cn" or "443" would make a log unreadable. */
const shortestSecret = 6;
/** Shorter parts of an address are words as well. */
const keyLength = 20;

/** Fields of a channel's entry that hold what must not be shown, whatever its kind. */
const secretFields: readonly string[] = ['url', 'secret', 'token', 'topic', 'password'];

/** What must not be shown: values from the environment, secrets and addresses of channels; longest first. */
export function collectSecrets(
  channels: readonly ChannelConfig[],
  others: readonly (string | null)[],
): string[] {
  const secrets = new Set<string>();
  for (const value of others) if (value !== null) secrets.add(value);
  for (const channel of channels) {
    for (const [field, value] of Object.entries(channel)) {
      if (typeof value !== 'string' || !secretFields.includes(field)) continue;
      secrets.add(value);
      if (field === 'url') for (const part of spellingsOf(value)) secrets.add(part);
    }
  }
  return [...secrets].filter((value) => value.length >= shortestSecret).sort((a, b) => b.length - a.length);
}

/** A webhook's address as the HTTP client spells it, and what in it is a key: long parts of the path, values of the query. */
function spellingsOf(address: string): string[] {
  const url = URL.parse(address);
  if (url === null) return [];
  const keys = url.pathname.split('/').filter((segment) => segment.length >= keyLength);
  return [url.href, ...keys, ...[...url.searchParams.values()].filter((value) => value.length >= keyLength)];
}

/** The address of a server and the password in it, where there is one. */
export function secretsOfAddress(address: string | null): string[] {
  const url = address === null ? null : URL.parse(address);
  return address === null || url === null || url.password === '' ? [] : [address, url.password];
}

/** The addresses of proxies that hold credentials, and those; a name without a password is a token. */
export function secretsOfProxies(proxies: readonly ProxyAddresses[]): string[] {
  return proxies
    .flatMap(({ http, https }) => [http, https])
    .flatMap((address) => {
      const url = address === null ? null : URL.parse(address);
      if (address === null || url === null || url.username + url.password === '') return [];
      const secret = url.password || url.username;
      const authorization = `${url.username}:${url.password}`;
      return [address, authorization, secret, decodeURIComponent(secret)];
    });
}

/** The text with every secret in it hidden. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((hidden, secret) => hidden.replaceAll(secret, '[hidden]'), text);
}

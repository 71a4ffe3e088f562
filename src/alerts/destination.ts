import { safeLine } from './hostile-text.ts';

/** Where a channel sends to, in a form that may be shown: the address itself is often the key to it. */

const MASK = '…';

/** Origin and path, without query, fragment and credentials, and with what looks like a token masked. */
export function displayAddress(address: string): string {
  const url = URL.parse(address);
  if (url === null) return '(not an address)';
  const path = url.pathname.split('/').map((segment) => (looksSecret(segment) ? MASK : segment));
  return safeLine(`${url.origin}${path.join('/')}`, 200);
}

/** A receiver's answer may repeat what was sent to it: takes the secrets of `address`, and whatever resembles one, out of it. */
export function withoutSecrets(text: string, address: string): string {
  let clean = text;
  for (const secret of secretsOf(address)) clean = clean.replaceAll(secret, MASK);
  return clean
    .replace(/\?\S*/gu, `?${MASK}`)
    .replace(/[\w+/=:.~%-]{16,}/gu, (word) => (looksSecret(word) ? MASK : word));
}

function secretsOf(address: string): string[] {
  const url = URL.parse(address);
  if (url === null) return [];
  const parts = [
    ...url.searchParams.values(),
    ...url.pathname.split('/').filter(looksSecret),
    url.hash.slice(1),
  ];
  const spellings = parts.flatMap((part) => [part, encodeURIComponent(part), decoded(part)]);
  // Shorter ones are ordinary words as well, and taking those out would make the answer unreadable.
  return [...new Set(spellings)]
    .filter((part) => part.length >= 4)
    .sort((one, other) => other.length - one.length);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Long, or letters and digits mixed in a way that words are not. */
function looksSecret(segment: string): boolean {
  if (segment.length >= 20) return true;
  return segment.length >= 8 && /\d/.test(segment) && /[a-z]/i.test(segment);
}

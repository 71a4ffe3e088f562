import type { WebContext } from '../web-env.ts';

/**
 * Whether a request that changes something was made by a page of ours. Browsers say so in Sec-Fetch-Site where the
 * address is trustworthy (https, this machine), and in Origin everywhere (https://www.w3.org/TR/fetch-metadata/). Who
 * shows a token with the request itself is no browser that was led astray.
 */
export function isSameSite(c: WebContext): boolean {
  if (c.req.header('authorization') !== undefined) return true;
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = URL.parse(c.req.header('origin') ?? '');
  return origin !== null && origin.host === c.req.header('host');
}

/** Whether the request cannot change anything. */
export function isSafeMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

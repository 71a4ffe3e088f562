import type { WebDependencies } from '../dependencies.ts';
import { isLoopback } from '../listen-address.ts';

/**
 * Whether the request asks for us by a name of ours. Any site may let its own name point to 127.0.0.1 and so read, with
 * the visitor's browser, what only this machine is to see (DNS rebinding); the Host header then names that site.
 */
export function isOwnHost(deps: WebDependencies, header: string | undefined): boolean {
  if (!deps.loopback) return true;
  const url = URL.parse(`http://${header ?? ''}`);
  if (header === undefined || url === null) return false;
  const { publicUrl } = deps.configuration.web;
  return isLoopback(url.hostname) || (publicUrl !== null && header === new URL(publicUrl).host);
}

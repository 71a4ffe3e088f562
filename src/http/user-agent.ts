import { VERSION } from '../package-root.ts';

/** As Wikimedia asks for it (https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy): who, and how to reach them. */
export function userAgent(contact: string | null): string {
  return `modelwatch/${VERSION} (${contact ?? 'no contact configured'}) node/${process.versions.node}`;
}

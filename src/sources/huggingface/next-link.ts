import { UpstreamError } from '../../errors.ts';

/**
 * The absolute address of the next page, kept exactly as given, from a Link header
 * (https://www.rfc-editor.org/rfc/rfc8288#section-3): relative or absolute, `rel` quoted or not, among others or
 * alone. Null where there is none. Throws UpstreamError where it leaves the endpoint's origin: a mirror that passes
 * the Hub's own links on would have us send the token, and our trust, somewhere else.
 */
export function nextLink(header: string | null, page: string, endpoint: string): string | null {
  const target = findNext(header);
  if (target === null) return null;
  if (!URL.canParse(target, page)) {
    throw new UpstreamError('upstream-shape', 'the next page has no usable address', {});
  }
  const next = new URL(target, page);
  const { origin } = new URL(endpoint);
  if (next.origin !== origin) {
    throw new UpstreamError('upstream-shape', 'the next page is on another host', {
      host: new URL(endpoint).host,
      found: next.host,
    });
  }
  return next.href;
}

function findNext(header: string | null): string | null {
  for (const [, target, parameters] of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*("([^"]*\s)?next(\s[^"]*)?"|next(?=\s*(;|,|$)))/i.test(parameters ?? '')) {
      return target ?? null;
    }
  }
  return null;
}

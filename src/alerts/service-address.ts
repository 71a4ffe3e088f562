/** An address below that of a server, which may have a path of its own: `https://example.org/chat` and
 * `_matrix`, `client`. */
export function addressBelow(server: string, ...segments: readonly string[]): string {
  const url = new URL(server);
  // A colon needs no escape in a path, and stands in the tokens and names of some services.
  const path = segments.map((segment) => encodeURIComponent(segment).replaceAll('%3A', ':'));
  url.pathname = [url.pathname.replace(/\/+$/, ''), ...path].join('/');
  url.search = '';
  url.hash = '';
  return url.href;
}

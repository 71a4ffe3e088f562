import { UpstreamError } from '../errors.ts';

export type RequestBody = NonNullable<RequestInit['body']>;

/** One request as it goes out: what a redirect changes of it is decided here. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: RequestBody | null;
}

/** Meant for one origin only. */
const CREDENTIAL_HEADERS = ['authorization', 'cookie', 'proxy-authorization'];

/** Describe a body that is no longer sent: https://fetch.spec.whatwg.org/#request-body-header-name. */
const BODY_HEADERS = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-type',
];

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** All that is decoded here. Undici itself would ask for zstd and Brotli over TLS only. */
const ENCODINGS = 'gzip, br, zstd, deflate';

/** The request as it was asked for, with what every request of ours says. */
export async function firstHop(
  input: string | URL | Request,
  init: RequestInit,
  userAgent: string,
): Promise<Hop> {
  const request = input instanceof Request ? input : null;
  const url = new URL(request === null ? (input as string | URL) : request.url);
  const headers = new Headers(init.headers ?? request?.headers);
  if (!headers.has('user-agent')) headers.set('user-agent', userAgent);
  // A part of a compressed body cannot be decoded.
  if (!headers.has('accept-encoding') && !headers.has('range')) headers.set('accept-encoding', ENCODINGS);
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
  const body = init.body ?? (request?.body ? new Uint8Array(await request.arrayBuffer()) : null);
  return { url, method, headers, body };
}

export function isRedirect(response: Response): boolean {
  return REDIRECTS.has(response.status) && response.headers.has('location');
}

/**
 * The request that a redirect asks for. Credentials are dropped where the origin changes, and stay dropped: the next
 * hop is made of this one. Throws UpstreamError `upstream-redirects` where the target cannot be used.
 */
export function followRedirect(hop: Hop, response: Response): Hop {
  const url = redirectTarget(hop, response);
  const headers = new Headers(hop.headers);
  if (url.origin !== hop.url.origin) for (const name of CREDENTIAL_HEADERS) headers.delete(name);
  if (!becomesGet(hop.method, response.status)) {
    if (hop.body instanceof ReadableStream)
      throw unusable('a body that is a stream cannot be sent again', hop);
    return { url, method: hop.method, headers, body: hop.body };
  }
  for (const name of BODY_HEADERS) headers.delete(name);
  return { url, method: 'GET', headers, body: null };
}

function redirectTarget(hop: Hop, response: Response): URL {
  const location = response.headers.get('location') ?? '';
  if (!URL.canParse(location, hop.url.href)) throw unusable('the redirect leads to no address', hop);
  const url = new URL(location, hop.url.href);
  url.username = '';
  url.password = '';
  return url;
}

/** https://fetch.spec.whatwg.org/#http-redirect-fetch, step 12. */
function becomesGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return (status === 301 || status === 302) && method === 'POST';
}

function unusable(message: string, hop: Hop): UpstreamError {
  return new UpstreamError('upstream-redirects', message, { host: hop.url.host });
}

import { hash } from 'node:crypto';
import type { WebContext } from '../web-env.ts';

/**
 * Whoever keeps an answer asks whether it is still the same: what is new has to be seen at once. What only some may read
 * is kept by nobody on the way.
 */
function cacheControl(c: WebContext): string {
  return c.var.visitor.token === null ? 'public, no-cache' : 'private, no-cache';
}

/** Weak: the same in what it says, whichever way it is compressed. */
export function tagOf(text: string | Uint8Array): string {
  return `W/"${hash('sha256', text, 'base64url').slice(0, 22)}"`;
}

/** 304 where whoever asks has the answer of this tag already (https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2). */
export function notModified(c: WebContext, tag: string): Response | null {
  const known = c.req.header('if-none-match');
  if (known === undefined) return null;
  const tags = known.split(',').map((one) => one.trim());
  if (!tags.includes('*') && !tags.some((one) => plain(one) === plain(tag))) return null;
  return new Response(null, { status: 304, headers: { etag: tag, 'cache-control': cacheControl(c) } });
}

function plain(tag: string): string {
  return tag.replace(/^W\//, '');
}

export interface AnswerOptions {
  /** Of all that the answer is made from; otherwise it is made from the answer itself. */
  readonly tag?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A text that may be kept, and asked for again by its tag. */
export function taggedAnswer(
  c: WebContext,
  text: string | Uint8Array<ArrayBuffer>,
  options: AnswerOptions = {},
): Response {
  const tag = options.tag ?? tagOf(text);
  const headers = {
    'content-type': options.type ?? 'application/json; charset=utf-8',
    etag: tag,
    'cache-control': cacheControl(c),
    ...options.headers,
  };
  return notModified(c, tag) ?? responseOf(text, headers);
}

/** From so many bytes on it is worth the trouble to spare a copy of them. */
const LARGE = 65_536;

/** Response copies the bytes that it is given; a stream of one piece hands them on as they are. */
function responseOf(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response {
  if (typeof body === 'string' || body.byteLength < LARGE) return new Response(body, { headers });
  const piece = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(body);
      controller.close();
    },
  });
  return new Response(piece, { headers: { ...headers, 'content-length': String(body.byteLength) } });
}

/** What is good for this moment alone. */
export function passingAnswer(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}

/**
 * One page of a list, from the JSON of its items; `extra`: further fields. Encoded piece by piece: a page of releases may
 * be half a megabyte, and to join its texts first costs as much as to read them.
 */
export function pageBody(
  items: readonly string[],
  extra: Readonly<Record<string, number | string | null>>,
  next: string | null,
): Uint8Array<ArrayBuffer> {
  const fields = Object.entries({ ...extra, next }).map(
    ([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  const [begin, between, end] = ['{"items":[', ',', `]${fields.join('')}}`];
  const separators = Math.max(0, items.length - 1);
  const itemBytes = items.reduce((sum, item) => sum + Buffer.byteLength(item), 0);
  const body = Buffer.allocUnsafe(begin.length + itemBytes + separators + Buffer.byteLength(end));
  let at = body.write(begin, 'latin1');
  for (const [index, item] of items.entries()) {
    if (index > 0) at += body.write(between, at, 'latin1');
    at += body.write(item, at, 'utf8');
  }
  body.write(end, at, 'utf8');
  return body;
}

/** Header that leads to the next page (https://www.rfc-editor.org/rfc/rfc8288). `name`: of the parameter that goes on. */
export function nextLink(c: WebContext, next: string | null, name = 'cursor'): Record<string, string> {
  if (next === null) return {};
  const url = new URL(c.req.url);
  url.searchParams.set(name, next);
  return { link: `<${url.pathname}${url.search}>; rel="next"` };
}

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { FeedFault } from './feed-faults.ts';

/** How a body may be packed; a server that is told to does so whether it was asked or not. */
export type FeedEncoding = 'gzip' | 'br' | 'zstd';

/** A feed as it is served at one address. */
export interface ServedFeed {
  readonly body: Buffer;
  readonly contentType: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Whether ETag and Last-Modified are given, and answered with 304. */
  readonly validators: boolean;
  readonly encoding: FeedEncoding | null;
  readonly headers: Readonly<Record<string, string>>;
}

const PACK = { gzip: gzipSync, br: brotliCompressSync, zstd: zstdCompressSync } as const;

/** The feed itself, or 304 where the request names what it has. */
export function sendFeed(request: IncomingMessage, response: ServerResponse, feed: ServedFeed): void {
  const headers: Record<string, string> = { ...validatorsOf(feed), ...feed.headers };
  if (feed.validators && isKnown(request, headers)) {
    response.writeHead(304, headers).end();
    return;
  }
  const body = feed.encoding === null ? feed.body : PACK[feed.encoding](feed.body);
  if (feed.encoding !== null) headers['Content-Encoding'] = feed.encoding;
  headers['Content-Type'] = feed.contentType;
  headers['Content-Length'] = String(body.length);
  response.writeHead(200, headers).end(body);
}

function validatorsOf(feed: ServedFeed): Record<string, string> {
  if (!feed.validators) return {};
  const tag = createHash('sha1').update(feed.body).digest('base64url').slice(0, 16);
  return { ETag: `W/"${tag}"`, 'Last-Modified': new Date(feed.changedAt).toUTCString() };
}

/** ETags come before dates: https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2. */
function isKnown(request: IncomingMessage, headers: Readonly<Record<string, string>>): boolean {
  const tag = request.headers['if-none-match'];
  if (tag !== undefined) return tag === headers.ETag;
  return request.headers['if-modified-since'] === headers['Last-Modified'];
}

const CHALLENGE =
  '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body>Checking your browser</body></html>';

export function sendFault(fault: FeedFault, response: ServerResponse, feed: ServedFeed | undefined): void {
  switch (fault.kind) {
    case 'rate-limited': {
      const wish = fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
      response.writeHead(429, { 'Content-Type': 'text/plain', ...wish }).end('Too Many Requests');
      break;
    }
    case 'status':
      sendStatus(response, fault.status);
      break;
    case 'challenge':
      response.writeHead(200, { 'Content-Type': 'text/html; charset=UTF-8' }).end(CHALLENGE);
      break;
    case 'empty':
      response.writeHead(200, { 'Content-Type': 'application/rss+xml', 'Content-Length': '0' }).end();
      break;
    case 'half-body': {
      const body = feed?.body ?? Buffer.alloc(0);
      const half = body.subarray(0, Math.floor(body.length / 2));
      const type = { 'Content-Type': feed?.contentType ?? 'application/rss+xml' };
      if (fault.cut === 'text') {
        response.writeHead(200, { ...type, ...(feed === undefined ? {} : validatorsOf(feed)) }).end(half);
        break;
      }
      response.writeHead(200, { ...type, 'Content-Length': String(body.length) });
      // Only once the bytes are on their way: destroyed earlier, the client would not even see the headers.
      response.write(half, () => response.socket?.destroy());
    }
  }
}

export function sendStatus(response: ServerResponse, status: number): void {
  response
    .writeHead(status, { 'Content-Type': 'text/html' })
    .end(`<html><head><title>${status}</title></head></html>`);
}

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateRssFeed } from 'feedsmith';
import type { Clock } from '../domain/clock.ts';
import { type FeedEncoding, type ServedFeed, sendFault, sendFeed, sendStatus } from './feed-answer.ts';
import { FeedFaultQueue, type FeedFaultRule } from './feed-faults.ts';

export type { FeedEncoding } from './feed-answer.ts';
export type { FeedFault, FeedFaultRule } from './feed-faults.ts';

/** An item as somebody publishes it. */
export interface PublishedItem {
  readonly title: string;
  readonly link: string;
  /** Its link unless told. */
  readonly guid?: string;
  /** Milliseconds since 1970; now unless told. */
  readonly publishedAt?: number;
  /** HTML. */
  readonly description?: string;
  /** The whole, HTML. */
  readonly content?: string;
  readonly author?: string;
}

export interface ServeOptions {
  /** Default `application/rss+xml; charset=utf-8`. */
  readonly contentType?: string;
  /** ETag and Last-Modified (default true). */
  readonly validators?: boolean;
  readonly encoding?: FeedEncoding;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FeedServerOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** When things are published and changed. Default: real time. */
  readonly clock?: Clock;
}

/** A request as it came. */
export interface FeedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface FeedServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** Oldest first. */
  readonly requests: readonly FeedRequest[];
  forgetRequests(): void;
  /** Serves a body as it is at a path, from now on. */
  serve(path: string, body: string | Uint8Array, options?: ServeOptions): void;
  /** Adds items to the RSS feed at a path, newest first, and makes one where there is none. */
  publish(path: string, ...items: PublishedItem[]): void;
  /** The next matching requests go wrong. */
  fail(rule: FeedFaultRule): void;
  clearFaults(): void;
  /** Ends at once, open connections with it. */
  close(): Promise<void>;
}

/** A loopback server of feeds: validators, compression, items that come while it runs, and what goes wrong in real life. */
export async function startFeedServer(options: FeedServerOptions = {}): Promise<FeedServer> {
  const clock = options.clock ?? { now: () => Date.now() };
  const feeds = new Map<string, ServedFeed>();
  const published = new Map<string, readonly PublishedItem[]>();
  const faults = new FeedFaultQueue();
  const requests: FeedRequest[] = [];

  const listener = createServer((request, response) => {
    const { method = '', url = '/', headers } = request;
    requests.push({ method, url, headers });
    const [path = '/'] = url.split('?');
    const feed = feeds.get(path);
    const fault = faults.take(path);
    if (fault !== null) sendFault(fault, response, feed);
    else if (feed === undefined) sendStatus(response, 404);
    else sendFeed(request, response, feed);
  });
  // A client that keeps its connection while nothing happens must not meet its end just when it asks again.
  listener.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = listener.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  function serve(path: string, body: string | Uint8Array, how: ServeOptions = {}): void {
    feeds.set(path, {
      body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(body),
      contentType: how.contentType ?? 'application/rss+xml; charset=utf-8',
      changedAt: clock.now(),
      validators: how.validators ?? true,
      encoding: how.encoding ?? null,
      headers: how.headers ?? {},
    });
  }

  return {
    url,
    port,
    requests,
    forgetRequests: () => {
      requests.length = 0;
    },
    serve,
    publish(path, ...items) {
      const dated = items.map((item) => ({ publishedAt: clock.now(), ...item }));
      const all = [...dated.reverse(), ...(published.get(path) ?? [])];
      published.set(path, all);
      serve(path, writeFeed(`${url}${path}`, all));
    },
    fail: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        listener.closeAllConnections();
      }),
  };
}

function writeFeed(address: string, items: readonly PublishedItem[]): string {
  return generateRssFeed({
    title: 'News',
    link: address,
    description: 'What was published here',
    language: 'en',
    items: items.map(({ title, link, guid, publishedAt, description, content, author }) => ({
      title,
      link,
      guid: { value: guid ?? link, isPermaLink: guid === undefined },
      pubDate: new Date(publishedAt ?? 0),
      ...(description === undefined ? {} : { description }),
      ...(content === undefined ? {} : { content: { encoded: content } }),
      ...(author === undefined ? {} : { dc: { creators: [author] } }),
    })),
  });
}

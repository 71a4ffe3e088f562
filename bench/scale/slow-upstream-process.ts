/** Serves feeds, each answer 200 ms after its request. The number of feeds is its argument; spoken to over IPC. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { makeFeed } from '../poll/feed-world.ts';
import type { Answered, SlowUpstreamOrder } from './slow-upstream.ts';

const THINKS_MS = 200;

interface ServedFeed {
  readonly version: number;
  readonly body: Buffer;
}

const feeds = Array.from({ length: Number(process.argv[2]) }, (_, feed) => served(feed, 0));
let first: number | null = null;
let requests = 0;

function served(feed: number, version: number): ServedFeed {
  const more = `<item><title>Late news ${feed}-${version}</title><link>https://outlet-${feed}.example/late/${version}</link>
<guid isPermaLink="false">late-${feed}-${version}</guid><description>A bridge opens, ${version} days late.</description></item>`;
  const text = version === 0 ? makeFeed(feed) : makeFeed(feed).replace('<item>', `${more}\n<item>`);
  return { version, body: gzipSync(text) };
}

const server = createServer((request, response) => {
  first ??= Date.now();
  requests += 1;
  const feed = feeds[Number(request.url?.slice(1))];
  setTimeout(() => {
    const etag = `"v${feed?.version}"`;
    if (feed === undefined) response.writeHead(404).end();
    else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else
      response
        .writeHead(200, { etag, 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' })
        .end(feed.body);
  }, THINKS_MS);
});
// Connections are kept until the daemon closes them.
server.keepAliveTimeout = 120_000;
server.listen(0, () => process.send?.((server.address() as AddressInfo).port));

process.on('message', ({ changeEach }: Partial<SlowUpstreamOrder>) => {
  process.send?.({ first, requests } satisfies Answered);
  if (changeEach === undefined) return;
  first = null;
  requests = 0;
  for (let feed = 0; feed < feeds.length; feed += changeEach)
    feeds[feed] = served(feed, (feeds[feed]?.version ?? 0) + 1);
});
process.on('disconnect', () => process.exit(0));

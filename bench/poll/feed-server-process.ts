/** Serves feeds from a process of its own, so that what that costs is not counted as ours. Their number is its argument. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { makeFeed } from './feed-world.ts';

const bodies = Array.from({ length: Number(process.argv[2]) }, (_, feed) => gzipSync(makeFeed(feed)));

const server = createServer((request, response) => {
  const feed = Number(request.url?.slice(1));
  const etag = `"feed-${feed}"`;
  const body = bodies[feed];
  if (body === undefined) response.writeHead(404).end();
  else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
  else
    response
      .writeHead(200, { etag, 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' })
      .end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}`);
});
process.on('disconnect', () => process.exit(0));

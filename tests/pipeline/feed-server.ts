import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One item of a feed. */
export interface FeedItem {
  readonly title: string;
  /** ISO 8601. */
  readonly at: string;
  /** What its text links to. */
  readonly link?: string;
}

/** A host with feeds, each at a path of its own. */
export interface FeedServer extends AsyncDisposable {
  readonly url: string;
  /** As sources call it. */
  readonly host: string;
  /** What these paths answer from now on: a status, or a feed of these items. */
  answer(what: number | readonly FeedItem[], ...paths: readonly string[]): void;
  /** Nobody listens at its port any more. */
  stop(): Promise<void>;
  /** It listens there again. */
  again(): Promise<void>;
}

/** A real server on a free port of the loopback. All paths answer `items` until told otherwise. */
export async function startFeedServer(items: readonly FeedItem[]): Promise<FeedServer> {
  const answers = new Map<string, number | readonly FeedItem[]>();
  const server = createServer((request, response) => {
    const what = answers.get(request.url ?? '') ?? items;
    // No connection stays open: one that does would outlive the listening.
    response.setHeader('connection', 'close');
    if (typeof what === 'number') response.writeHead(what).end();
    else response.setHeader('content-type', 'application/rss+xml').end(rss(what));
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    answer: (what, ...paths) => {
      for (const path of paths) answers.set(path, what);
    },
    stop: () => close(server),
    again: () => listen(server, port),
    [Symbol.asyncDispose]: async () => {
      if (server.listening) await close(server);
    },
  };
}

function rss(items: readonly FeedItem[]): string {
  const entries = items.map(
    ({ title, at, link }) =>
      `<item><guid isPermaLink="false">${title}</guid><title>${title}</title>` +
      `<description>${link === undefined ? '' : `&lt;a href="${link}"&gt;there&lt;/a&gt;`}</description>` +
      `<pubDate>${new Date(at).toUTCString()}</pubDate></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${entries.join('')}</channel></rss>`;
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

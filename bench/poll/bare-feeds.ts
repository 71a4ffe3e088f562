import { parseRssFeed } from 'feedsmith';
import { Agent, fetch } from 'undici';

export interface BareFeeds {
  /** Fetches all of them anew and parses what comes. */
  first(): Promise<void>;
  /** Asks all of them whether something changed since the first time. */
  unchanged(): Promise<void>;
  close(): Promise<void>;
}

/** Fetches these feeds and parses them, and that is all. */
export function createBareFeeds(urls: readonly string[], atOnce: number): BareFeeds {
  const dispatcher = new Agent({ connections: atOnce });
  const etags = new Map<string, string>();
  const round = async (ask: (url: string) => Promise<void>) => {
    const waiting = urls.values();
    const worker = async () => {
      for (const url of waiting) await ask(url);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  };
  return {
    first: () =>
      round(async (url) => {
        const response = await fetch(url, { dispatcher });
        const feed = parseRssFeed(await response.text());
        if (feed.items === undefined) throw new Error(`${url}: ${response.status}`);
        etags.set(url, response.headers.get('etag') ?? '');
      }),
    unchanged: () =>
      round(async (url) => {
        const response = await fetch(url, { dispatcher, headers: { 'if-none-match': etags.get(url) ?? '' } });
        await response.arrayBuffer();
        if (response.status !== 304) throw new Error(`${url}: ${response.status}`);
      }),
    close: () => dispatcher.close(),
  };
}

import { Agent, fetch } from 'undici';
import { readArticles } from '../../src/sources/feed/read-articles.ts';

export interface BareFeeds {
  /** Fetches all of them anew and parses what comes. */
  first(): Promise<void>;
  /** Asks all of them whether something changed since the first time. */
  unchanged(): Promise<void>;
  close(): Promise<void>;
}

/** Fetches these feeds and parses them into articles, as the program does, and that is all. */
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
        const bytes = new Uint8Array(await response.arrayBuffer());
        const fetched = { feedUrl: url, now: Date.now(), zone: 'UTC' };
        const read = await readArticles(bytes, response as unknown as Response, fetched);
        if (read.observations.length === 0) throw new Error(`${url}: ${response.status}`);
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

import { Agent, fetch } from 'undici';

export interface BareLoop {
  /** Fetches all of them and parses what comes. */
  round(): Promise<void>;
  close(): Promise<void>;
}

/** Fetches these addresses (compressed, as we do) and parses them, and that is all. */
export function createBareLoop(urls: readonly string[], atOnce: number): BareLoop {
  const dispatcher = new Agent({ connections: atOnce });
  const worker = async (waiting: Iterable<string>) => {
    for (const url of waiting) {
      const response = await fetch(url, { dispatcher });
      const rows: unknown = JSON.parse(await response.text());
      if (!response.ok || !Array.isArray(rows)) throw new Error(`${url}: ${response.status}`);
    }
  };
  return {
    round: async () => {
      const waiting = urls.values();
      await Promise.all(Array.from({ length: atOnce }, () => worker(waiting)));
    },
    close: () => dispatcher.close(),
  };
}

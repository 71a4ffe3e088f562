import { Agent, request } from 'undici';

export interface BareLoop {
  /** Fetches all of them and parses what comes. */
  round(): Promise<void>;
  close(): Promise<void>;
}

/** The least that looking at these addresses can cost: undici without `fetch`, and JSON.parse. */
export function createBareLoop(urls: readonly string[], atOnce: number): BareLoop {
  const dispatcher = new Agent({ connections: atOnce });
  const worker = async (waiting: Iterable<string>) => {
    for (const url of waiting) {
      const { statusCode, body } = await request(url, { dispatcher });
      const rows: unknown = JSON.parse(await body.text());
      if (statusCode !== 200 || !Array.isArray(rows)) throw new Error(`${url}: ${statusCode}`);
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

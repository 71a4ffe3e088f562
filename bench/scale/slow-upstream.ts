import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface SlowUpstreamOrder {
  /** One in so many feeds has one item more from now on. */
  readonly changeEach: number;
}

export interface Answered {
  /** Milliseconds since 1970 at which the first request came since the last order; null: none did. */
  readonly first: number | null;
  readonly requests: number;
}

export interface SlowUpstream {
  /** Addresses of that many feeds, each at a host of its own. */
  readonly urls: readonly string[];
  change(order: SlowUpstreamOrder): Promise<void>;
  answered(): Promise<Answered>;
  close(): Promise<void>;
}

/** Feeds of a server that thinks for 200 ms, in a process of its own. */
export async function startSlowUpstream(feeds: number): Promise<SlowUpstream> {
  const file = fileURLToPath(new URL('slow-upstream-process.ts', import.meta.url));
  const child = fork(file, [String(feeds)], { execArgv: [] });
  const [port] = (await once(child, 'message')) as [number];
  const ask = async (order: SlowUpstreamOrder | null) => {
    const answer = once(child, 'message');
    child.send(order ?? {});
    return ((await answer) as [Answered])[0];
  };
  return {
    urls: Array.from({ length: feeds }, (_, feed) => `http://${hostOfFeed(feed)}:${port}/${feed}`),
    change: async (order) => void (await ask(order)),
    answered: async () => await ask(null),
    close: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** All of 127.0.0.0/8 is this machine (RFC 1122, 3.2.1.3), on Linux without further ado. */
function hostOfFeed(feed: number): string {
  return `127.0.${1 + Math.floor(feed / 250)}.${1 + (feed % 250)}`;
}

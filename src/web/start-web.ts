import { UsageError } from '../errors.ts';
import { AskedRefreshes } from '../pipeline/asked-refresh.ts';
import type { RefreshDependencies } from '../pipeline/refresh.ts';
import { hasGoodToken } from '../store/tokens.ts';
import { createWebApp } from './app.ts';
import type { WebDependencies } from './dependencies.ts';
import { isLoopback, type ListenAddress, urlOf } from './listen-address.ts';
import { startWebServer } from './server.ts';

/** What of the program the page needs: a runtime has all of it. */
export type WebRuntime = RefreshDependencies & Omit<WebDependencies, 'refreshes' | 'loopback' | 'stopping'>;

export interface RunningWeb {
  readonly url: string;
  /** Ends streams, lets answers end, and waits for the looks that were asked for: end those first. */
  stop(): Promise<void>;
}

/** How long an answer that is being sent gets to end, in milliseconds. */
const GRACE_MS = 3000;

/**
 * Serves page, API and feeds. Throws UsageError where others could reach it and nobody has a token, ListenError where
 * it cannot listen there.
 */
export async function startWeb(runtime: WebRuntime, listen: ListenAddress): Promise<RunningWeb> {
  const loopback = isLoopback(listen.host);
  if (!loopback) await requireToken(runtime, listen);
  const refreshes = new AskedRefreshes(runtime, runtime.newId);
  const stopping = new AbortController();
  const app = createWebApp({ ...runtime, refreshes, loopback, stopping: stopping.signal });
  const server = await startWebServer({ app, listen });
  runtime.log.info({ url: server.url }, 'serving the page');
  return {
    url: server.url,
    stop: async () => {
      stopping.abort();
      await Promise.all([server.stop(GRACE_MS), refreshes.settled()]);
    },
  };
}

async function requireToken({ database, clock }: WebRuntime, listen: ListenAddress): Promise<void> {
  if (await hasGoodToken(database.reader, clock.now())) return;
  throw new UsageError(
    'listen-without-token',
    `nothing is served at ${urlOf(listen)}: others can reach it, and there is no access token yet`,
    ['Make one with "modelwatch token create", or listen for this machine alone: --listen 127.0.0.1:8787'],
  );
}

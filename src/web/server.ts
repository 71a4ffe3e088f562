import { once } from 'node:events';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import { ModelwatchError } from '../errors.ts';
import { type ListenAddress, urlOf } from './listen-address.ts';
import type { WebEnv } from './web-env.ts';

export interface WebServer {
  /** As `http://127.0.0.1:8787`; with the port that was given where 0 was asked for. */
  readonly url: string;
  /** Takes nothing new, lets answers end for so many milliseconds, and cuts off what is left. */
  stop(grace: number): Promise<void>;
}

/** Nothing can be served at that address; everything else may go on. */
export class ListenError extends ModelwatchError {}

/** What a slow or malicious client may cost: see https://nodejs.org/api/http.html#class-httpserver */
const LIMITS = {
  /** Milliseconds until all of a request has come. */
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  /** Longer than the minute that reverse proxies keep a connection: otherwise they send into one that just closes. */
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
} as const;
const MOST_CONNECTIONS = 2000;

/** Serves the app. Throws ListenError where the address is taken or not to be had. */
export async function startWebServer(options: {
  readonly app: Pick<Hono<WebEnv>, 'fetch'>;
  readonly listen: ListenAddress;
}): Promise<WebServer> {
  const { app, listen } = options;
  // Request and Response of the whole process stay as they are.
  const server = createAdaptorServer({
    fetch: app.fetch as Parameters<typeof createAdaptorServer>[0]['fetch'],
    overrideGlobalObjects: false,
    serverOptions: LIMITS,
  });
  if ('maxConnections' in server) server.maxConnections = MOST_CONNECTIONS;
  server.listen(listen.port, listen.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw refused(error, listen);
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : listen.port;
  return { url: urlOf({ host: listen.host, port }), stop: (grace) => stopServer(server, grace) };
}

function refused(error: unknown, listen: ListenAddress): ListenError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const fields = { listen: urlOf(listen), cause: code };
  const options = { cause: error };
  if (code === 'EADDRINUSE') {
    const words = 'something else listens there already: name another address with --listen, or "off"';
    return new ListenError('listen-taken', words, 'give-up', fields, options);
  }
  const words = 'nothing can listen there: name another address with --listen, or "off"';
  return new ListenError('listen-refused', words, 'give-up', fields, options);
}

const DROP_EVERY_MS = 50;

async function stopServer(server: ServerType, grace: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const cut = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
  }, grace);
  // A connection whose answer ends from now on would be kept for another request.
  const drop = setInterval(() => {
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  }, DROP_EVERY_MS);
  await closed;
  clearInterval(drop);
  clearTimeout(cut);
}

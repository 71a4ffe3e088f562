import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../domain/clock.ts';
import { errorAnswer, send } from './hub-answer.ts';
import { answerWithFault } from './hub-fault-answers.ts';
import { FaultQueue, type FaultRule } from './hub-faults.ts';
import { ListingPages } from './hub-pages.ts';
import { bucketOf, HubQuota, type QuotaSizes, quotaHeaders, quotaMessage } from './hub-quota.ts';
import type { HubOrganization, HubRepo } from './hub-repo.ts';
import { route } from './hub-routes.ts';
import { HubWorld } from './hub-world.ts';

export type { FaultRule, HubFault } from './hub-faults.ts';
export type { QuotaSizes } from './hub-quota.ts';
export type { HubOrganization, HubRepo } from './hub-repo.ts';

export interface HubServerOptions {
  readonly repos?: Iterable<HubRepo>;
  /** Facts for the overviews; organizations without any are known by their repos. */
  readonly organizations?: Readonly<Record<string, HubOrganization>>;
  /** Default 0: any free port. */
  readonly port?: number;
  /** The world's time: what is public, when a quota's window ends. Default: real time. */
  readonly clock?: Clock;
  readonly quota?: { readonly anonymous?: Partial<QuotaSizes>; readonly token?: Partial<QuotaSizes> };
}

/** A request as it came. `at`: milliseconds since 1970, real time. */
export interface HubRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly at: number;
}

export interface HubServer {
  /** `http://127.0.0.1:PORT`: what `HF_ENDPOINT` is set to. */
  readonly url: string;
  readonly port: number;
  /** Oldest first. */
  readonly requests: readonly HubRequest[];
  forgetRequests(): void;
  add(...repos: HubRepo[]): void;
  update(name: string, patch: Partial<Omit<HubRepo, 'id' | 'author'>>): void;
  remove(name: string): void;
  rename(oldName: string, newName: string): void;
  replaceAll(repos: Iterable<HubRepo>): void;
  /** Sets the world's time (milliseconds since 1970), which then stands still; null lets it run again. */
  setNow(now: number | null): void;
  /** Moves every repo's downloads, likes and trending score, to and fro between two states: costs nothing. */
  jitterCounters(): void;
  /** The next matching requests go wrong. */
  fail(rule: FaultRule): void;
  clearFaults(): void;
  /** Begins every quota window anew. */
  resetQuota(): void;
  /** Connections are refused until `listenAgain`, which takes the same port. */
  stopListening(): Promise<void>;
  listenAgain(): Promise<void>;
  /** Ends at once, also with requests that hang. */
  close(): Promise<void>;
}

/**
 * A loopback server that speaks the Hugging Face Hub's API as far as watching organizations needs it: listing with
 * paging, repo details, overviews, quotas, redirects of renamed repos, and whatever goes wrong in real life.
 */
export async function startHubServer(options: HubServerOptions = {}): Promise<HubServer> {
  let standing: number | null = null;
  const clock: Clock = { now: () => standing ?? options.clock?.now() ?? Date.now() };
  const world = new HubWorld(clock, (author) => pages.forget(author));
  const pages = new ListingPages(world);
  const quota = new HubQuota(clock, options.quota);
  const faults = new FaultQueue();
  const requests: HubRequest[] = [];
  const organizations = options.organizations ?? {};

  function remember(request: IncomingMessage): void {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers, at: Date.now() });
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    remember(request);
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    const { authorization, range } = request.headers;
    const state = quota.take(bucketOf(url.pathname), authorization);
    for (const [name, value] of Object.entries(quotaHeaders(state))) response.setHeader(name, value);
    response.setHeader('X-Request-Id', `Root=1-${requests.length.toString(16).padStart(8, '0')}`);
    const authorized = authorization !== undefined;
    const answer = () => route({ world, pages, organizations, url, authorized, range });
    const fault = faults.take(url);
    if (fault !== null) answerWithFault(fault, { request, response, url, answer });
    else if (state.exceeded) send(request, response, errorAnswer(429, quotaMessage(state)));
    else if (isRead(request.method)) send(request, response, answer());
    else send(request, response, errorAnswer(404, 'Not Found'));
  }

  const listener = createServer((request, response) => {
    try {
      handle(request, response);
    } catch {
      // A path that cannot be decoded, for one: the Hub answers those with a 400 as well.
      send(request, response, errorAnswer(400, 'Bad Request'));
    }
  });
  // A client that keeps its connection while nothing happens must not meet its end just when it asks again.
  listener.keepAliveTimeout = 60_000;

  function listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(port, '127.0.0.1', () => {
        listener.off('error', reject);
        resolve();
      });
    });
  }

  function stop(): Promise<void> {
    return new Promise((resolve) => {
      listener.close(() => resolve());
      listener.closeAllConnections();
    });
  }

  world.replaceAll(options.repos ?? []);
  await listen(options.port ?? 0);
  const { port } = listener.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    forgetRequests: () => {
      requests.length = 0;
    },
    add: (...repos) => {
      for (const repo of repos) world.add(repo);
    },
    update: (name, patch) => world.update(name, patch),
    remove: (name) => world.remove(name),
    rename: (oldName, newName) => world.rename(oldName, newName),
    replaceAll: (repos) => world.replaceAll(repos),
    setNow: (now) => {
      standing = now;
    },
    jitterCounters: () => {
      world.counterPhase = world.counterPhase === 0 ? 1 : 0;
    },
    fail: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    resetQuota: () => quota.reset(),
    stopListening: stop,
    listenAgain: () => listen(port),
    close: stop,
  };
}

function isRead(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD';
}

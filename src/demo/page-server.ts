import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, Body, errorAnswer, send } from './hub-answer.ts';
import { answerWithFault } from './hub-fault-answers.ts';
import { FaultQueue, type FaultRule } from './hub-faults.ts';

/** What stands at a path: a text is an HTML page, anything else is sent as JSON. */
export type Served = string | Buffer | object;

export interface PageOptions {
  readonly status?: number;
  /** With `content-type`, where it is not what the content suggests. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it has an ETag, and answers 304 to it (default true). */
  readonly validators?: boolean;
}

export interface PageRequest {
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface PageServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Oldest first, those for /robots.txt among them. */
  readonly requests: readonly PageRequest[];
  /** How many requests there were for a path, whatever their query. */
  count(path: string): number;
  forgetRequests(): void;
  /** Puts something at a path, in place of what was there; a function is asked at each request. */
  put(path: string, content: Served | ((url: URL) => Served), options?: PageOptions): void;
  remove(path: string): void;
  /** A list that comes in pages, as ModelScope's: `page_number` from 1, `page_size`, `owner` where given. */
  putModelScope(path: string, models: readonly { readonly id: string }[]): void;
  /** The next matching requests go wrong. */
  fail(rule: FaultRule): void;
  clearFaults(): void;
  close(): Promise<void>;
}

interface Place {
  readonly content: Served | ((url: URL) => Served);
  readonly options: PageOptions;
}

/** A loopback server of web pages and JSON that can be changed while it runs. Without a robots.txt it answers 404 to it. */
export async function startPageServer(port = 0): Promise<PageServer> {
  const places = new Map<string, Place>();
  const faults = new FaultQueue();
  const requests: PageRequest[] = [];

  function answer(url: URL): Answer {
    const place = places.get(url.pathname);
    if (place === undefined) return errorAnswer(404, 'Not Found');
    const { content, options } = place;
    return answerOf(typeof content === 'function' ? content(url) : content, options);
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    requests.push({ url: request.url ?? '', headers: request.headers });
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    const fault = faults.take(url);
    if (fault === null) send(request, response, answer(url));
    else answerWithFault(fault, { request, response, url, answer: () => answer(url) });
  }

  const listener = createServer(handle);
  listener.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, '127.0.0.1', resolve);
  });

  function close(): Promise<void> {
    return new Promise((resolve) => {
      listener.close(() => resolve());
      listener.closeAllConnections();
    });
  }

  function put(path: string, content: Place['content'], options: PageOptions = {}): void {
    places.set(path, { content, options });
  }

  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    requests,
    count: (path) => requests.filter(({ url }) => url.split('?', 1)[0] === path).length,
    forgetRequests: () => {
      requests.length = 0;
    },
    put,
    remove: (path) => {
      places.delete(path);
    },
    putModelScope: (path, models) => put(path, (url) => modelScopePage(models, url.searchParams)),
    fail: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function answerOf(content: Served, { status = 200, headers = {}, validators = true }: PageOptions): Answer {
  const json = typeof content === 'object' && !Buffer.isBuffer(content);
  const body = new Body(json ? JSON.stringify(content) : content);
  const tag = `"${createHash('sha1').update(body.plain).digest('base64url')}"`;
  const type = json ? 'application/json' : 'text/html; charset=utf-8';
  return {
    status,
    headers: { 'content-type': type, ...(validators && status === 200 ? { ETag: tag } : {}), ...headers },
    body,
  };
}

function modelScopePage(models: readonly { readonly id: string }[], query: URLSearchParams): object {
  const owner = query.get('owner')?.toLowerCase();
  const size = Number(query.get('page_size') ?? 10);
  const start = (Number(query.get('page_number') ?? 1) - 1) * size;
  const owned = models.filter(({ id }) => owner === undefined || id.toLowerCase().startsWith(`${owner}/`));
  const data = { models: owned.slice(start, start + size), total_count: owned.length };
  return { success: true, request_id: 'demo', data };
}

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, send } from './hub-answer.ts';
import { answerWiki } from './wiki-answers.ts';
import { answerWithWikiFault, type WikiFault, type WikiFaultRule } from './wiki-faults.ts';
import { type WikiPage, WikiWorld } from './wiki-world.ts';

export type { WikiFault, WikiFaultRule } from './wiki-faults.ts';
export type { WikiPage, WikiRevision } from './wiki-world.ts';

export interface WikiServerOptions {
  readonly pages?: Iterable<WikiPage>;
  /** Default 0: any free port. */
  readonly port?: number;
}

export interface WikiRequest {
  readonly action: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface WikiServer {
  /** `http://127.0.0.1:PORT`: what `site` of a source is set to. */
  readonly url: string;
  /** Oldest first. */
  readonly requests: readonly WikiRequest[];
  forgetRequests(): void;
  add(...pages: WikiPage[]): void;
  /** A new revision of the page that stands under a title; its number is given back. */
  edit(title: string, html: string): number;
  /** Gives a page another title; the old one leads on to it, unless told otherwise. */
  move(from: string, to: string, options?: { readonly leaveRedirect: boolean }): void;
  /** The title leads to another page from now on, and the page that stood there no longer stands by itself. */
  merge(from: string, into: string): void;
  remove(title: string): void;
  /** The next requests that it applies to go wrong. */
  fail(rule: WikiFaultRule): void;
  /** Ends at once, also with requests that hang. */
  close(): Promise<void>;
}

/** A loopback server that speaks MediaWiki's API as far as watching pages needs it: `query` and `parse`, and its faults. */
export async function startWikiServer(options: WikiServerOptions = {}): Promise<WikiServer> {
  const world = new WikiWorld();
  for (const page of options.pages ?? []) world.add(page);
  const requests: WikiRequest[] = [];
  let rules: { readonly rule: WikiFaultRule; left: number }[] = [];

  function takeFault(action: string): WikiFault | null {
    const waiting = rules.find(({ rule }) => rule.action === undefined || rule.action === action);
    if (waiting === undefined) return null;
    waiting.left -= 1;
    if (waiting.left <= 0) rules = rules.filter((entry) => entry !== waiting);
    return waiting.rule.fault;
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const action = url.searchParams.get('action') ?? '';
    requests.push({ action, url: request.url ?? '', headers: request.headers });
    const answer = (): Answer => answerWiki(world, url);
    const fault = takeFault(action);
    if (fault === null) send(request, response, answer());
    else answerWithWikiFault(fault, { request, response, answer });
  }

  const listener = createServer(handle);
  listener.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  const { port } = listener.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    forgetRequests: () => {
      requests.length = 0;
    },
    add: (...pages) => {
      for (const page of pages) world.add(page);
    },
    edit: (title, html) => world.edit(title, html),
    move: (from, to, { leaveRedirect } = { leaveRedirect: true }) => world.move(from, to, leaveRedirect),
    merge: (from, into) => world.merge(from, into),
    remove: (title) => world.remove(title),
    fail: (rule) => {
      rules.push({ rule, left: rule.times ?? 1 });
    },
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        listener.closeAllConnections();
      }),
  };
}

/** What can be wrong with one answer. */
export type HubFault =
  /** 429: the quota is used up (`r=0`), or, with `retryAfter` (seconds or an HTTP date), a limit of another kind. */
  | { readonly kind: 'rate-limited'; readonly resetsIn?: number; readonly retryAfter?: number | string }
  /** A JSON error of the application itself. */
  | { readonly kind: 'status'; readonly status: number; readonly message?: string; readonly code?: string }
  /** 502 with a page of the load balancer. */
  | { readonly kind: 'bad-gateway' }
  | { readonly kind: 'unavailable'; readonly retryAfter?: number | string }
  /** 200 with an HTML page that wants to know whether we are human. */
  | { readonly kind: 'challenge' }
  /**
   * Half of the true answer. `content-length`: the connection ends before the promised length; `chunked`: it ends
   * without a last chunk; `gzip`: the transfer is whole, the compressed data is not; `json`: only the JSON is not.
   */
  | { readonly kind: 'half-body'; readonly cut?: 'content-length' | 'chunked' | 'gzip' | 'json' }
  | { readonly kind: 'hang'; readonly after?: 'request' | 'headers' | 'half-body' }
  /** `[]` where there are repos. */
  | { readonly kind: 'empty-list' }
  /** The first so many repos and no next page. */
  | { readonly kind: 'short-list'; readonly keep: number }
  /** The true page, with a next page that is said to be on another host. */
  | { readonly kind: 'foreign-next'; readonly origin: string }
  /** JSON of another shape; `body` is what is sent. */
  | { readonly kind: 'wrong-shape'; readonly body?: unknown }
  /** The connection is reset before an answer. */
  | { readonly kind: 'reset' }
  /** To the same path of another origin (as `http://127.0.0.1:1234`). */
  | { readonly kind: 'redirect'; readonly origin: string; readonly status?: 301 | 302 | 307 | 308 }
  /** The true answer, late. */
  | { readonly kind: 'slow'; readonly ms: number };

export interface FaultRule {
  /** Which requests: all where neither is given. `author` also takes the organization of a repo's own routes. */
  readonly match?: (url: URL) => boolean;
  readonly author?: string;
  /** How many requests (default 1). */
  readonly times?: number;
  readonly fault: HubFault;
}

/** Faults that are waiting for a request, first in first out. */
export class FaultQueue {
  #rules: { readonly rule: FaultRule; left: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#rules = [];
  }

  take(url: URL): HubFault | null {
    const waiting = this.#rules.find(({ rule }) => applies(rule, url));
    if (waiting === undefined) return null;
    waiting.left -= 1;
    if (waiting.left <= 0) this.#rules = this.#rules.filter((entry) => entry !== waiting);
    return waiting.rule.fault;
  }
}

function applies(rule: FaultRule, url: URL): boolean {
  if (rule.author !== undefined && authorIn(url) !== rule.author.toLowerCase()) return false;
  return rule.match === undefined || rule.match(url);
}

function authorIn(url: URL): string | undefined {
  const asked = url.searchParams.get('author');
  const inPath = /^\/(?:api\/(?:models|organizations)\/)?([^/]+)\//.exec(url.pathname)?.[1];
  return (asked ?? inPath)?.toLowerCase();
}

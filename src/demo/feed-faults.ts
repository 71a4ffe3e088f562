/** What can be wrong with one answer of a feed. */
export type FeedFault =
  /** 429; `retryAfter`: seconds or an HTTP date. */
  | { readonly kind: 'rate-limited'; readonly retryAfter?: number | string }
  /** 404, 410, 500 and the like, with a short page. */
  | { readonly kind: 'status'; readonly status: number }
  /** 200 with an HTML page that wants to know whether we are human. */
  | { readonly kind: 'challenge' }
  /** 200 and nothing. */
  | { readonly kind: 'empty' }
  /** Half of the feed. `connection`: it ends before the promised length; `text`: whole as an answer, cut off as a feed. */
  | { readonly kind: 'half-body'; readonly cut: 'connection' | 'text' };

export interface FeedFaultRule {
  /** Which feed: all where it is not given. */
  readonly path?: string;
  /** How many requests (default 1). */
  readonly times?: number;
  readonly fault: FeedFault;
}

/** Faults that are waiting for a request, first in first out. */
export class FeedFaultQueue {
  #rules: { readonly rule: FeedFaultRule; left: number }[] = [];

  add(rule: FeedFaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#rules = [];
  }

  take(path: string): FeedFault | null {
    const waiting = this.#rules.find(({ rule }) => rule.path === undefined || rule.path === path);
    if (waiting === undefined) return null;
    waiting.left -= 1;
    if (waiting.left <= 0) this.#rules = this.#rules.filter((entry) => entry !== waiting);
    return waiting.rule.fault;
  }
}

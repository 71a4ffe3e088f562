import type { Clock } from '../domain/clock.ts';

export type QuotaBucket = 'api' | 'resolvers' | 'pages';

/** Requests in one window. https://huggingface.co/docs/hub/rate-limits */
export type QuotaSizes = Readonly<Record<QuotaBucket, number>>;

export interface QuotaState {
  readonly bucket: QuotaBucket;
  readonly size: number;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly resetsIn: number;
  readonly exceeded: boolean;
}

export const quotaWindowSeconds = 300;

const anonymousSizes: QuotaSizes = { api: 500, resolvers: 3000, pages: 100 };
const tokenSizes: QuotaSizes = { api: 1000, resolvers: 5000, pages: 200 };

interface Window {
  startedAt: number;
  used: number;
}

/** Counts requests in fixed windows, one for each credential and bucket. Refused requests do not count. */
export class HubQuota {
  readonly #clock: Clock;
  readonly #anonymous: QuotaSizes;
  readonly #token: QuotaSizes;
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock, sizes: { anonymous?: Partial<QuotaSizes>; token?: Partial<QuotaSizes> } = {}) {
    this.#clock = clock;
    this.#anonymous = { ...anonymousSizes, ...sizes.anonymous };
    this.#token = { ...tokenSizes, ...sizes.token };
  }

  take(bucket: QuotaBucket, authorization: string | undefined): QuotaState {
    const size = (authorization === undefined ? this.#anonymous : this.#token)[bucket];
    const window = this.#window(`${bucket} ${authorization ?? ''}`);
    const exceeded = window.used >= size;
    if (!exceeded) window.used += 1;
    const endsAt = window.startedAt + quotaWindowSeconds * 1000;
    return {
      bucket,
      size,
      remaining: size - window.used,
      resetsIn: Math.max(0, Math.ceil((endsAt - this.#clock.now()) / 1000)),
      exceeded,
    };
  }

  /** Begins every window anew. */
  reset(): void {
    this.#windows.clear();
  }

  #window(key: string): Window {
    const now = this.#clock.now();
    const current = this.#windows.get(key);
    const elapsed = current === undefined ? 0 : now - current.startedAt;
    // A clock that was set back begins a new window too: the old one would never end.
    if (current !== undefined && elapsed >= 0 && elapsed < quotaWindowSeconds * 1000) return current;
    const fresh = { startedAt: now, used: 0 };
    this.#windows.set(key, fresh);
    return fresh;
  }
}

export function bucketOf(pathname: string): QuotaBucket {
  if (pathname.includes('/resolve/')) return 'resolvers';
  return pathname.startsWith('/api/') ? 'api' : 'pages';
}

export function quotaHeaders(state: QuotaState): Record<string, string> {
  return {
    RateLimit: `"${state.bucket}";r=${state.remaining};t=${state.resetsIn}`,
    'RateLimit-Policy': `"fixed window";"${state.bucket}";q=${state.size};w=${quotaWindowSeconds}`,
  };
}

export function quotaMessage(state: QuotaState): string {
  const minutes = quotaWindowSeconds / 60;
  return (
    `We had to rate limit you, you hit the quota of ${state.size} ${state.bucket} requests per ${minutes} minutes ` +
    'period. Upgrade to a PRO user or Team/Enterprise organization account (https://hf.co/pricing) to get higher ' +
    'limits. See https://huggingface.co/docs/hub/rate-limits'
  );
}

import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../../domain/clock.ts';
import type { WebContext, WebEnv } from '../web-env.ts';
import { ApiProblem } from './problem.ts';

const WINDOW_MS = 60_000;
/** Callers that are remembered; where it is more, who came first is forgotten. */
const MOST_CALLERS = 10_000;

interface Window {
  readonly since: number;
  used: number;
}

/**
 * Lets each caller ask so many times in a minute, and says in each answer how many are left
 * (https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-10). Counted in this process.
 */
export function rateLimit(
  most: number,
  clock: Clock,
  keyOf: (c: WebContext) => string,
): MiddlewareHandler<WebEnv> {
  const windows = new Map<string, Window>();

  function windowOf(key: string, now: number): Window {
    const found = windows.get(key);
    if (found !== undefined && now - found.since < WINDOW_MS && now >= found.since) return found;
    windows.delete(key);
    const fresh = { since: now, used: 0 };
    windows.set(key, fresh);
    const [oldest] = windows.keys();
    if (windows.size > MOST_CALLERS && oldest !== undefined) windows.delete(oldest);
    return fresh;
  }

  return async (c, next) => {
    const now = clock.now();
    const window = windowOf(keyOf(c), now);
    window.used += 1;
    const seconds = Math.max(1, Math.ceil((window.since + WINDOW_MS - now) / 1000));
    const headers = {
      'ratelimit-policy': `"default";q=${most};w=${WINDOW_MS / 1000}`,
      ratelimit: `"default";r=${Math.max(0, most - window.used)};t=${seconds}`,
    };
    if (window.used > most) {
      throw new ApiProblem(
        'too-many-requests',
        `${most} requests a minute are answered: ask again in ${seconds} s.`,
        {
          headers: { ...headers, 'retry-after': String(seconds) },
        },
      );
    }
    await next();
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
  };
}

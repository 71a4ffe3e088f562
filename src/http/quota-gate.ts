import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import { RateLimitedError } from '../errors.ts';
import type { RateLimiter } from './rate-limit.ts';
import { tightestQuota } from './rate-limit-header.ts';
import { waitWish } from './wait-wish.ts';

/** What the client needs to obey quotas: who grants, what time it is, how long one request may wait for leave. */
export interface QuotaGate {
  readonly limiter: RateLimiter;
  readonly clock: Clock;
  /** Milliseconds that a request waits for leave before it gives up with RateLimitedError. */
  readonly maxWaitMs: number;
}

/** Waits for leave to send one request. Throws RateLimitedError where that would take too long. */
export async function passGate(gate: QuotaGate, quota: string, signal: AbortSignal | null): Promise<void> {
  if (signal !== null) setMaxListeners(0, signal);
  let waited = 0;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await gate.limiter.take(quota);
    if (answer.granted) return;
    const wait = Math.max(answer.until - gate.clock.now(), 1);
    if (waited + wait > gate.maxWaitMs) throw new RateLimitedError(answer.until, { quota });
    await sleep(wait, undefined, { signal: signal ?? undefined }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
    waited += wait;
  }
}

/** Tells the limiter what an answer said of the quota, and parks it where the answer asks us to wait. */
export async function recordAnswer(gate: QuotaGate, quota: string, response: Response): Promise<void> {
  const now = gate.clock.now();
  const seen = tightestQuota(response.headers.get('ratelimit'));
  if (seen !== null) {
    await gate.limiter.observe(quota, {
      remaining: seen.remaining,
      resetsAt: now + seen.resetSeconds * 1000,
    });
  }
  const until = waitWish(response.status, response.headers, now);
  if (until !== null) await gate.limiter.park(quota, until);
}

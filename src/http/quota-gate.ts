import type { Clock } from '../domain/clock.ts';
import type { HostLimits } from '../domain/host-limits.ts';
import { RateLimitedError } from '../errors.ts';
import { pause } from './pause.ts';
import type { RateLimiter } from './rate-limit.ts';
import { tightestQuota } from './rate-limit-header.ts';
import { waitWish } from './wait-wish.ts';

/** What the client needs to obey quotas: who grants, what time it is, how long one request may wait for leave. */
export interface QuotaGate {
  readonly limiter: RateLimiter;
  readonly clock: Clock;
  /** Milliseconds that a request waits for a quota before it gives up with RateLimitedError. */
  readonly maxWaitMs: number;
}

/** What one request needs leave for. */
export interface Leave {
  readonly quota: string | undefined;
  readonly limits: HostLimits;
  /** Milliseconds that it waits for a slot, where requests are spaced, before it gives up with RateLimitedError. */
  readonly patience: number;
}

/** Waits for leave to send one request. Throws RateLimitedError where that would take too long. */
export async function passGate(gate: QuotaGate, leave: Leave, stops: readonly AbortSignal[]): Promise<void> {
  let waited = 0;
  for (;;) {
    for (const stop of stops) stop.throwIfAborted();
    await waitForSlot(gate, leave, stops);
    if (leave.quota === undefined) return;
    const answer = await gate.limiter.take(leave.quota);
    if (answer.granted) return;
    const wait = Math.max(answer.until - gate.clock.now(), 1);
    if (waited + wait > gate.maxWaitMs) throw new RateLimitedError(answer.until, { quota: leave.quota });
    await pause(wait, stops);
    // Then another slot is needed: several that wait for the end of one window would go out together.
    waited += wait;
  }
}

async function waitForSlot(
  gate: QuotaGate,
  { limits: { group, spacing }, patience }: Leave,
  stops: readonly AbortSignal[],
): Promise<void> {
  if (spacing === 0) return;
  const slot = await gate.limiter.reserve(group, { spacing, patience });
  if (!slot.granted) throw new RateLimitedError(slot.until, { group });
  const wait = slot.at - gate.clock.now();
  if (wait > 0) await pause(wait, stops);
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

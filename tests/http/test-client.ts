import type { Clock } from '../../src/domain/clock.ts';
import {
  applyObserved,
  applyPark,
  decideSlot,
  decideTake,
  type QuotaState,
} from '../../src/domain/rate-limit.ts';
import type { HttpClient } from '../../src/http/http-client.ts';
import type { RateLimiter } from '../../src/http/rate-limit.ts';
import { createHttpClient, type HttpClientOptions } from '../../src/http/undici-client.ts';

export const systemClock: Clock = { now: () => Date.now() };

export interface MemoryLimiter extends RateLimiter {
  readonly states: Map<string, QuotaState>;
  readonly nextSlots: Map<string, number>;
}

/** The decisions of the domain over a map: what the store does over a table. */
export function createMemoryLimiter(clock: Clock = systemClock): MemoryLimiter {
  const states = new Map<string, QuotaState>();
  const nextSlots = new Map<string, number>();
  return {
    states,
    nextSlots,
    async take(quota) {
      const decision = decideTake(states.get(quota) ?? null, clock.now());
      if (!decision.granted) return { granted: false, until: decision.until };
      states.set(quota, decision.state);
      return { granted: true };
    },
    async reserve(group, { spacing, patience }) {
      const decision = decideSlot(nextSlots.get(group) ?? null, spacing, patience, clock.now());
      if (!decision.granted) return { granted: false, until: decision.until };
      nextSlots.set(group, decision.nextAt);
      return { granted: true, at: decision.at };
    },
    async observe(quota, seen) {
      states.set(quota, applyObserved(states.get(quota) ?? null, seen, clock.now()));
    },
    async park(quota, until) {
      states.set(quota, applyPark(states.get(quota) ?? null, until));
    },
  };
}

/** A client that may speak with this machine, unless told otherwise. */
export function createTestClient(options: Partial<HttpClientOptions> = {}): HttpClient & AsyncDisposable {
  const client = createHttpClient({
    userAgent: 'modelwatch/test (tests) undici/8',
    allowPrivateNetwork: true,
    limiter: createMemoryLimiter(),
    clock: systemClock,
    ...options,
  });
  return { ...client, [Symbol.asyncDispose]: () => client.close() };
}

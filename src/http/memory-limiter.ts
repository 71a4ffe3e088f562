import type { Clock } from '../domain/clock.ts';
import { applyObserved, applyPark, decideSlot, decideTake, type QuotaState } from '../domain/rate-limit.ts';
import type { RateLimiter } from './rate-limit.ts';

/** Quotas as this process alone knows them: for commands that look once and have no store. */
export function createMemoryLimiter(clock: Clock): RateLimiter {
  const states = new Map<string, QuotaState>();
  const nextSlots = new Map<string, number>();
  const stateOf = (quota: string) => states.get(quota) ?? null;
  return {
    async take(quota) {
      const decision = decideTake(stateOf(quota), clock.now());
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
      states.set(quota, applyObserved(stateOf(quota), seen, clock.now()));
    },
    async park(quota, until) {
      states.set(quota, applyPark(stateOf(quota), until));
    },
  };
}

import type { QuotaState } from './rate-limit.ts';

export type ShareDecision =
  | { readonly granted: true; readonly reason: 'unknown' | 'window-over' | 'within-share' }
  /** `until`: milliseconds since 1970. */
  | { readonly granted: false; readonly reason: 'parked' | 'share-used'; readonly until: number };

/** What is not urgent leaves so much of a quota to what is. */
const SHARE = 0.5;

/** A window is over a second later than its whole seconds say. */
const WINDOW_SLACK_MS = 1000;

/**
 * Whether work that is not urgent may send `requests` more. `size`: what the quota holds in a window; whoever else uses
 * it, so much of it stays untouched as work that is urgent may need.
 */
export function decideShare(
  state: QuotaState | null,
  size: number,
  requests: number,
  now: number,
): ShareDecision {
  if (state?.parkedUntil != null && state.parkedUntil > now)
    return { granted: false, reason: 'parked', until: state.parkedUntil };
  if (state === null || state.remaining === null || state.resetsAt === null)
    return { granted: true, reason: 'unknown' };
  const over = state.resetsAt + WINDOW_SLACK_MS;
  if (over <= now) return { granted: true, reason: 'window-over' };
  if (state.remaining - requests >= size * (1 - SHARE)) return { granted: true, reason: 'within-share' };
  return { granted: false, reason: 'share-used', until: over };
}

/** What is known of one quota of one upstream. All times in milliseconds since 1970; null: not known. */
export interface QuotaState {
  /** Requests that may still be sent before `resetsAt`, our own in flight already taken off. */
  readonly remaining: number | null;
  readonly resetsAt: number | null;
  /** Nobody sends before: a 429 or a Retry-After said so. */
  readonly parkedUntil: number | null;
}

export type TakeDecision =
  | {
      readonly granted: true;
      readonly reason: 'unknown' | 'window-over' | 'within-quota';
      readonly state: QuotaState;
    }
  | { readonly granted: false; readonly reason: 'parked' | 'exhausted'; readonly until: number };

export const UNKNOWN_QUOTA: QuotaState = { remaining: null, resetsAt: null, parkedUntil: null };

/** Kept back, since others may use the same address and their requests are seen only with the next answer. */
const RESERVE = 2;

/** Upstreams count in whole seconds, and an answer takes time to arrive: a window is over a second later than it says. */
const WINDOW_SLACK_MS = 1000;

/** Two answers speak of the same window where their ends differ by no more than rounding and latency explain. */
const SAME_WINDOW_MS = 2000;

/**
 * Whether one request may be sent now, and the state to store if it is. Our own take is counted at once: the upstream
 * counts it only when it arrives, so that many in flight would otherwise all be granted the last one.
 */
export function decideTake(state: QuotaState | null, now: number): TakeDecision {
  const { remaining, resetsAt, parkedUntil } = state ?? UNKNOWN_QUOTA;
  if (parkedUntil !== null && parkedUntil > now)
    return { granted: false, reason: 'parked', until: parkedUntil };
  if (remaining === null || resetsAt === null)
    return { granted: true, reason: 'unknown', state: UNKNOWN_QUOTA };
  if (resetsAt + WINDOW_SLACK_MS <= now)
    return { granted: true, reason: 'window-over', state: UNKNOWN_QUOTA };
  if (remaining <= RESERVE) {
    return { granted: false, reason: 'exhausted', until: resetsAt + WINDOW_SLACK_MS };
  }
  return {
    granted: true,
    reason: 'within-quota',
    state: { remaining: remaining - 1, resetsAt, parkedUntil: null },
  };
}

/**
 * The state after an answer that said how much remains. Within one window the smaller count holds (ours knows what is
 * in flight, theirs knows the others); a later window takes what is seen; an answer of an earlier window says nothing.
 */
export function applyObserved(
  state: QuotaState | null,
  seen: { readonly remaining: number; readonly resetsAt: number },
  now: number,
): QuotaState {
  const { remaining, resetsAt, parkedUntil } = state ?? UNKNOWN_QUOTA;
  const stillParked = parkedUntil !== null && parkedUntil > now ? parkedUntil : null;
  if (remaining === null || resetsAt === null || seen.resetsAt > resetsAt + SAME_WINDOW_MS) {
    return { remaining: seen.remaining, resetsAt: seen.resetsAt, parkedUntil: stillParked };
  }
  if (seen.resetsAt < resetsAt - SAME_WINDOW_MS && resetsAt > now) {
    return { remaining, resetsAt, parkedUntil: stillParked };
  }
  return {
    remaining: Math.min(remaining, seen.remaining),
    resetsAt: Math.max(resetsAt, seen.resetsAt),
    parkedUntil: stillParked,
  };
}

/** The state after an upstream asked to wait: the later of two such wishes holds. */
export function applyPark(state: QuotaState | null, until: number): QuotaState {
  const known = state ?? UNKNOWN_QUOTA;
  return { ...known, parkedUntil: Math.max(until, known.parkedUntil ?? 0) };
}

/** When the next request of a group of hosts may go out whose requests are spaced. Times in milliseconds since 1970. */
export type SlotDecision =
  | {
      readonly granted: true;
      readonly reason: 'free' | 'after-others' | 'out-of-reach';
      /** When to send. */
      readonly at: number;
      /** To store: before this nobody else sends. */
      readonly nextAt: number;
    }
  | { readonly granted: false; readonly reason: 'queue-too-long'; readonly until: number };

/**
 * How far ahead a slot is given at most: longer than a dozen sources of one host need at three seconds each, shorter than
 * a poll should hang. So what a process that crashed had reserved is over within a minute.
 */
export const FURTHEST_SLOT_MS = 60_000;

/**
 * The slot for one more request, reserved: several that ask at once are given one after the other. `patience`: how long
 * the request may wait, at most `FURTHEST_SLOT_MS`; whoever would wait longer reserves nothing.
 */
export function decideSlot(
  nextAt: number | null,
  spacing: number,
  patience: number,
  now: number,
): SlotDecision {
  if (nextAt === null || nextAt <= now)
    return { granted: true, reason: 'free', at: now, nextAt: now + spacing };
  // Nobody reserves so far ahead: the clock was set back, or the spacing was longer when that was written.
  if (nextAt > now + FURTHEST_SLOT_MS + spacing) {
    return { granted: true, reason: 'out-of-reach', at: now, nextAt: now + spacing };
  }
  if (nextAt > now + Math.min(patience, FURTHEST_SLOT_MS)) {
    return { granted: false, reason: 'queue-too-long', until: nextAt };
  }
  return { granted: true, reason: 'after-others', at: nextAt, nextAt: nextAt + spacing };
}

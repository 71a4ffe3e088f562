import type { AlertKind } from './alert.ts';
import type { ReleaseStatus } from './catalog.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits before the attempts, as Standard Webhooks 1.0 suggests under "Deliverability and reliability": 75 h 35 min in all. */
const WAITS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Share of a wait by which it is longer or shorter, so that what failed together does not come back together. */
const JITTER = 0.2;

export const MAX_ATTEMPTS = WAITS.length;

/** What has waited for its receiver for longer than all attempts take is given up, in milliseconds. */
export const MAX_AGE_MS = WAITS.reduce((sum, wait) => sum + wait, 0);

export type NextAttempt = { readonly dead: false; readonly retryAt: number } | { readonly dead: true };

/**
 * When to try a delivery again after `attempts` attempts that failed, or that there is no point in it.
 * Times in milliseconds since 1970; `random` yields 0 ≤ x < 1; `notBefore` is when the receiver asked to be tried.
 */
export function nextAttempt(
  attempts: number,
  now: number,
  random: () => number,
  notBefore: number = now,
): NextAttempt {
  const wait = WAITS[attempts];
  if (wait === undefined) return { dead: true };
  const jittered = Math.round(wait * (1 - JITTER + 2 * JITTER * random()));
  return { dead: false, retryAt: Math.max(now + jittered, notBefore) };
}

/** A delivery as it is about to be sent. */
export interface PendingDelivery {
  readonly alertKind: AlertKind;
  /** Attempts already made. */
  readonly attempts: number;
  /** Whether the channel is still configured. */
  readonly channelExists: boolean;
}

/** What the catalog says now of the release that the alert speaks of; null where the alert speaks of none. */
export interface ReleaseState {
  readonly status: ReleaseStatus;
  /** The release that this one was merged into: it told, or will tell, for both. */
  readonly mergedInto: string | null;
}

export type SendReason =
  | 'valid'
  | 'already-attempted'
  | 'channel-removed'
  | 'release-merged'
  | 'release-removed'
  | 'release-returned'
  | 'rule-unmatched'
  | 'fact-unknown'
  | 'digest-empty';

export interface SendDecision {
  readonly send: boolean;
  readonly reason: SendReason;
}

/**
 * Whether what a delivery says is still true. Once attempted it is only ever repeated: the receiver may have it, and
 * to stop would leave that open.
 */
export function shouldSend(delivery: PendingDelivery, release: ReleaseState | null): SendDecision {
  if (!delivery.channelExists) return { send: false, reason: 'channel-removed' };
  if (delivery.attempts > 0) return { send: true, reason: 'already-attempted' };
  if (release === null) return { send: true, reason: 'valid' };
  if (release.mergedInto !== null) return { send: false, reason: 'release-merged' };

  const saysRemoved = delivery.alertKind === 'release.removed';
  if (saysRemoved && release.status !== 'removed') return { send: false, reason: 'release-returned' };
  if (!saysRemoved && release.status === 'removed') return { send: false, reason: 'release-removed' };
  return { send: true, reason: 'valid' };
}

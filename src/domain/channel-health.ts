/** How a channel does, as it is stored. Times in milliseconds since 1970. */
export interface ChannelHealth {
  /** Attempts that failed since the last one that did not. */
  readonly failures: number;
  /** When the first of them did; null while it does well. */
  readonly failingSince: number | null;
  /** While it is paused: when a message is tried again. */
  readonly pausedUntil: number | null;
  /** When others were told. */
  readonly toldAt: number | null;
}

export const WELL: ChannelHealth = { failures: 0, failingSince: null, pausedUntil: null, toldAt: null };

/** So many attempts in so long a time (milliseconds) may fail before a channel is paused: receivers are restarted, too. */
const FAILURES_BORNE = 3;
const FAILING_BORNE_MS = 30 * 60_000;
/** What a receiver refuses for good, it was told in vain: so many in a row are no matter of one message. */
const REFUSALS_BORNE = 2;

/** How often a paused channel is tried, in milliseconds: soon at first, and never less often than this. */
const PROBES_MS: readonly number[] = [5 * 60_000, 15 * 60_000, 30 * 60_000, 3_600_000];

export interface FailedAttempt {
  /** Whether the receiver refused for good. */
  readonly refused: boolean;
  readonly at: number;
}

/**
 * How a channel does after an attempt that failed, and whether it is to be told now. Pure: a channel is paused once it
 * kept failing for a while, or refused several messages in a row; then one message at a time is tried.
 */
export function afterFailure(
  health: ChannelHealth,
  { refused, at }: FailedAttempt,
): { readonly health: ChannelHealth; readonly tell: boolean } {
  // A clock that was set back says nothing of how long it has been.
  const failingSince = Math.min(health.failingSince ?? at, at);
  const failures = health.failures + 1;
  const lasting = failures > FAILURES_BORNE && at - failingSince >= FAILING_BORNE_MS;
  const fails = health.toldAt !== null || lasting || (refused && failures > REFUSALS_BORNE);
  if (!fails) return { health: { ...health, failures, failingSince }, tell: false };
  const probe = Math.min(failures - FAILURES_BORNE, PROBES_MS.length) - 1;
  const wait = PROBES_MS[Math.max(0, probe)] ?? 0;
  return {
    health: { failures, failingSince, pausedUntil: at + wait, toldAt: health.toldAt ?? at },
    tell: health.toldAt === null,
  };
}

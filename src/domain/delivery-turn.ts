import { nextByPace, type Pace } from './delivery-pace.ts';

/** What a message has to wait for before it may go to its channel. */
export interface ChannelStanding {
  /** What the service takes, as its document says. */
  readonly paces: readonly Pace[];
  /** What its readers take at most; null where they did not say. */
  readonly cap: Pace | null;
  /** When messages went out, in milliseconds since 1970, in any order, as far back as `paces` and `cap` look. */
  readonly sent: readonly number[];
  /** When the receiver asked to be tried again; null where it did not. */
  readonly askedToWaitUntil: number | null;
  /** While its channel keeps failing: when it is tried again; null where it does well. */
  readonly pausedUntil: number | null;
  /** When its quiet hours are over; null where it is none, or they do not hold for this message. */
  readonly quietUntil: number | null;
  /** When to look again for what a rule asks of it; null where nothing is left open. */
  readonly undecidedUntil: number | null;
}

export type TurnReason = 'asked-to-wait' | 'paused' | 'pace' | 'quiet-hours' | 'facts' | 'capped';

/** `at`: milliseconds since 1970, when to ask again. `capped`: it is among what is more than the readers take. */
export type Turn =
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly at: number; readonly reason: TurnReason; readonly capped: boolean };

/**
 * Whether a message may go out now, or what it waits for longest. Asked again then: something else may hold it by that
 * time. Where it is open whether the message is wanted at all, nothing else counts.
 */
export function decideTurn(standing: ChannelStanding, now: number): Turn {
  const { paces, cap, sent, askedToWaitUntil, pausedUntil, quietUntil, undecidedUntil } = standing;
  if (undecidedUntil !== null) return { kind: 'later', at: undecidedUntil, reason: 'facts', capped: false };
  const byCap = cap === null ? null : nextByPace([cap], sent, now);
  const waits: readonly (readonly [TurnReason, number | null])[] = [
    ['capped', byCap],
    ['asked-to-wait', askedToWaitUntil],
    ['paused', pausedUntil],
    ['pace', nextByPace(paces, sent, now)],
    ['quiet-hours', quietUntil],
  ];
  let turn: Turn = { kind: 'now' };
  for (const [reason, at] of waits) {
    if (at === null || at <= now || (turn.kind === 'later' && turn.at >= at)) continue;
    turn = { kind: 'later', at, reason, capped: byCap !== null };
  }
  return turn;
}

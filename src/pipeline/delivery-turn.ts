import type { Channel } from '../alerts/channel.ts';
import type { DeliveryTiming } from '../alerts/delivery-timing.ts';
import { longestPace } from '../domain/delivery-pace.ts';
import { decideTurn, type Turn, type TurnReason } from '../domain/delivery-turn.ts';
import { quietUntil } from '../domain/quiet-hours.ts';
import { type StoredAlert, sentSince, updateDelivery } from '../store/alerts.ts';
import { healthOf } from '../store/channel-health.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import { type LeasedJob, retryJob } from '../store/jobs.ts';
import { parkedUntil } from '../store/rate-limits.ts';
import type { DeliveryRow } from '../store/schema.ts';

/** Under which name a receiver's wish to be left alone is kept. */
export function receiverQuota(channel: string): string {
  return `channel:${channel}`;
}

/** Whether an alert may go to its channel now, by what its rules, its service and its readers take. */
export async function whenItsTurnComes(
  reader: Reader,
  channel: Channel,
  timing: DeliveryTiming | undefined,
  alert: StoredAlert,
  undecidedUntil: number | null,
  now: number,
): Promise<Turn> {
  const paces = channel.pace ?? [];
  // A digest is what readers asked for instead of so many messages: it is never one too many.
  const cap = alert.kind === 'digest' ? null : (timing?.cap ?? null);
  const looksBack = longestPace(cap === null ? paces : [...paces, cap]);
  const hours = timing?.quietHoursFor(alert.kind) ?? null;
  const standing = {
    paces,
    cap,
    sent: looksBack === 0 ? [] : await sentSince(reader, channel.id, now - looksBack),
    askedToWaitUntil: await parkedUntil(reader, receiverQuota(channel.id)),
    pausedUntil: (await healthOf(reader, channel.id)).pausedUntil,
    quietUntil: hours === null ? null : quietUntil(hours, now),
    undecidedUntil,
  };
  return decideTurn(standing, now);
}

const BECAUSE: Readonly<Record<TurnReason, string>> = {
  'asked-to-wait': 'the receiver asked to wait',
  pace: 'the service takes no more messages at once',
  paused: 'the channel keeps failing',
  'quiet-hours': 'the channel has its quiet hours',
  facts: 'nobody has said yet what a rule asks for',
  capped: 'the channel was told as much as it takes in an hour',
};

/** Puts a delivery off, with its job: no attempt is spent. */
export async function putOff(
  tx: WriteTransaction,
  job: LeasedJob,
  delivery: DeliveryRow,
  turn: Extract<Turn, { kind: 'later' }>,
  now: number,
): Promise<void> {
  const capped_at = turn.capped && delivery.body === null ? (delivery.capped_at ?? now) : delivery.capped_at;
  await updateDelivery(tx, delivery.id, { next_attempt_at: turn.at, capped_at });
  await retryJob(tx, job, turn.at, { code: turn.reason, message: BECAUSE[turn.reason] }, 'nothing');
}

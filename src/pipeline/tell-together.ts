import type { AlertContent } from '../domain/alert.ts';
import {
  insertAlert,
  insertDeliveries,
  readAlert,
  type StoredAlert,
  updateDelivery,
} from '../store/alerts.ts';
import { cappedDeliveries, deliveriesToldIn, tellTogether } from '../store/capped-deliveries.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import type { DeliveryRow } from '../store/schema.ts';
import { composeCatchUp } from './catch-up-content.ts';
import { deliveryJob } from './decide-alerts.ts';
import { CANCELLED, revalidate } from './revalidate-delivery.ts';

/** Why an alert stands for others: more than its channel takes in an hour. */
const CAPPED = 'more than the channel takes in an hour';

/** So many become one message at most: the store is locked meanwhile. */
const MOST_TOGETHER = 500;

interface Told {
  readonly delivery: DeliveryRow;
  readonly alert: StoredAlert;
}

/**
 * Puts what was more than a channel takes into one message, where this delivery and others wait for that; each of them
 * ends in this transaction. Returns the job that carries the message; null where the delivery goes out by itself.
 */
export async function foldCapped(
  tx: WriteTransaction,
  delivery: DeliveryRow,
  newId: (prefix: string) => string,
  now: number,
): Promise<NewJob | null> {
  if (delivery.body !== null) return null;
  const waiting = await cappedDeliveries(tx, delivery.channel, MOST_TOGETHER);
  const all = waiting.some(({ id }) => id === delivery.id) ? waiting : [...waiting, delivery];
  const told = await stillTrue(tx, all);
  const [first] = told;
  if (first === undefined || told.length < 2) return null;
  const id = newId('alert');
  const alerts = told.map(({ alert }) => alert);
  await insertAlert(tx, {
    content: composeCatchUp(id, alerts, now, true),
    releaseId: null,
    milestone: null,
    reason: CAPPED,
    createdAt: now,
    gap: 'none',
  });
  await tellTogether(
    tx,
    told.map((one) => one.delivery),
    id,
  );
  const { channel, rule } = delivery;
  const together = { id: newId('msg'), alertId: id, channel, rule, createdAt: now };
  await insertDeliveries(tx, [together]);
  // Before whatever came since: else that would take the turn, and this would have to wait for another hour.
  return deliveryJob(together, first.delivery.created_at);
}

/** Ends those of them that are no longer true. */
async function stillTrue(tx: WriteTransaction, deliveries: readonly DeliveryRow[]): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const delivery of deliveries) {
    const alert = await readAlert(tx, delivery.alert_id);
    if (alert === undefined) continue;
    const decision = await revalidate(tx, delivery, alert, true);
    if (decision.send) told.push({ delivery, alert });
    else {
      await updateDelivery(tx, delivery.id, {
        state: 'cancelled',
        next_attempt_at: null,
        error_code: decision.reason,
        error_message: CANCELLED[decision.reason],
      });
    }
  }
  return told;
}

/**
 * What an alert that stands for others says of those that are still true; as it was written where none is kept, null
 * where none is true any more.
 */
export async function contentOfTogether(reader: Reader, alert: StoredAlert): Promise<AlertContent | null> {
  const members = await deliveriesToldIn(reader, alert.id);
  if (members.length === 0) return alert.content;
  const held = new Map<string, StoredAlert>();
  for (const delivery of members) {
    const member = await readAlert(reader, delivery.alert_id);
    if (member === undefined) continue;
    if ((await revalidate(reader, delivery, member, true)).send) held.set(member.id, member);
  }
  if (held.size === 0) return null;
  return composeCatchUp(alert.id, [...held.values()], alert.created_at, alert.reason === CAPPED);
}

import { unpause } from '../store/channel-health.ts';
import type { WriteTransaction } from '../store/database.ts';
import { findDeadLetters, reviveDeliveries } from '../store/dead-letters.ts';
import { enqueueJobs } from '../store/jobs.ts';
import type { DeliveryRow } from '../store/schema.ts';
import { deliveryJob } from './decide-alerts.ts';

/**
 * Makes what could not be delivered pending again, with all its attempts before it: an alert's deliveries, or one
 * delivery by its own id. What was rendered stays, and goes out under the same key. Returns what was taken up.
 */
export async function retryDeliveries(
  tx: WriteTransaction,
  alertOrDelivery: string,
  now: number,
): Promise<readonly DeliveryRow[]> {
  const letters = await findDeadLetters(tx, alertOrDelivery);
  await reviveDeliveries(
    tx,
    letters.map((letter) => letter.id),
    now,
  );
  await unpause(tx, [...new Set(letters.map(({ channel }) => channel))], now);
  await enqueueJobs(
    tx,
    letters.map((letter) => deliveryJob(letter, now)),
    now,
  );
  return letters;
}

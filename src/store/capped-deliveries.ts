import type { Reader, WriteTransaction } from './database.ts';
import type { DeliveryRow } from './schema.ts';

/** The oldest deliveries to a channel that wait because it was told enough, and that nobody has been sent yet. */
export async function cappedDeliveries(
  reader: Reader,
  channel: string,
  limit: number,
): Promise<DeliveryRow[]> {
  return await reader
    .selectFrom('deliveries')
    .selectAll()
    .where('channel', '=', channel)
    .where('capped_at', 'is not', null)
    .where('state', '=', 'pending')
    .where('body', 'is', null)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/**
 * Ends deliveries to one channel that another alert tells there. Of those that tell others themselves it tells the others,
 * each by itself.
 */
export async function tellTogether(
  tx: WriteTransaction,
  deliveries: readonly DeliveryRow[],
  alertId: string,
): Promise<void> {
  const [first] = deliveries;
  if (first === undefined) return;
  const parts = await tx
    .selectFrom('deliveries')
    .select(['id', 'told_in'])
    .where(
      'told_in',
      'in',
      deliveries.map((delivery) => delivery.alert_id),
    )
    .where('channel', '=', first.channel)
    .execute();
  const whole = new Set(parts.map((part) => part.told_in));
  for (const { id } of parts)
    await tx.updateTable('deliveries').set({ told_in: alertId }).where('id', '=', id).execute();
  for (const { id, alert_id } of deliveries) {
    await tx
      .updateTable('deliveries')
      .set({
        state: 'cancelled',
        next_attempt_at: null,
        told_in: whole.has(alert_id) ? null : alertId,
        error_code: 'cancelled',
        error_message: `told in catch-up ${alertId}`,
      })
      .where('id', '=', id)
      .execute();
  }
}

/** What an alert tells of other deliveries, in the order in which they came. */
export async function deliveriesToldIn(reader: Reader, alertId: string): Promise<DeliveryRow[]> {
  return await reader
    .selectFrom('deliveries')
    .selectAll()
    .where('told_in', '=', alertId)
    .orderBy('seq')
    .execute();
}

import type { Reader, WriteTransaction } from './database.ts';
import type { DeliveryRow } from './schema.ts';

/** Deliveries to a channel that wait because it was told enough, and that nobody has been sent yet; oldest first. */
export async function cappedDeliveries(reader: Reader, channel: string): Promise<DeliveryRow[]> {
  return await reader
    .selectFrom('deliveries')
    .selectAll()
    .where('channel', '=', channel)
    .where('capped_at', 'is not', null)
    .where('state', '=', 'pending')
    .where('body', 'is', null)
    .orderBy('seq')
    .execute();
}

/** Ends deliveries that another alert to the same channel tells; what each of those had told goes over to it, too. */
export async function tellTogether(
  tx: WriteTransaction,
  deliveries: readonly DeliveryRow[],
  alertId: string,
): Promise<void> {
  const [first] = deliveries;
  if (first === undefined) return;
  const alerts = deliveries.map((delivery) => delivery.alert_id);
  await tx
    .updateTable('deliveries')
    .set({ told_in: alertId })
    .where('told_in', 'in', alerts)
    .where('channel', '=', first.channel)
    .execute();
  await tx
    .updateTable('deliveries')
    .set({
      state: 'cancelled',
      next_attempt_at: null,
      told_in: alertId,
      error_code: 'cancelled',
      error_message: `told in catch-up ${alertId}`,
    })
    .where(
      'id',
      'in',
      deliveries.map((delivery) => delivery.id),
    )
    .execute();
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

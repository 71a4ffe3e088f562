import type { Reader } from './database.ts';
import type { DeliveryRow } from './schema.ts';

/** A message that its service lets us edit. */
export type EditableDelivery = Pick<DeliveryRow, 'id' | 'channel'>;

/**
 * The messages that told of a release's beginning since then (milliseconds since 1970) and can be edited. What was told
 * among others in one message is none.
 */
export async function editableOfRelease(
  reader: Reader,
  releaseId: string,
  toldSince: number,
): Promise<EditableDelivery[]> {
  return await editable(reader, toldSince).where('alerts.release_id', '=', releaseId).execute();
}

/** The same for one message, by the id of its delivery. */
export async function editableDelivery(
  reader: Reader,
  id: string,
  toldSince: number,
): Promise<EditableDelivery | undefined> {
  return await editable(reader, toldSince).where('deliveries.id', '=', id).executeTakeFirst();
}

function editable(reader: Reader, toldSince: number) {
  return reader
    .selectFrom('deliveries')
    .innerJoin('alerts', 'alerts.id', 'deliveries.alert_id')
    .select(['deliveries.id', 'deliveries.channel'])
    .where('alerts.milestone', 'in', ['new', 'announced', 'available'])
    .where('alerts.created_at', '>', toldSince)
    .where('deliveries.state', '=', 'sent')
    .where('deliveries.message_id', 'is not', null)
    .orderBy('deliveries.seq');
}

/** The deliveries of an alert that arrived as messages of their own and cannot be edited. */
export async function sentForGood(reader: Reader, alertId: string): Promise<DeliveryRow[]> {
  return await reader
    .selectFrom('deliveries')
    .selectAll()
    .where('alert_id', '=', alertId)
    .where('state', '=', 'sent')
    .where('message_id', 'is', null)
    .orderBy('seq')
    .execute();
}

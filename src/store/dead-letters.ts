import type { Reader, WriteTransaction } from './database.ts';
import type { DeliveryRow } from './schema.ts';

/** Deliveries that failed, for good or for now, or whose job was put aside: of an alert, or the one of this id. */
export async function findDeadLetters(reader: Reader, alertOrDelivery: string): Promise<DeliveryRow[]> {
  return await reader
    .selectFrom('deliveries')
    .selectAll()
    .where((eb) => eb.or([eb('alert_id', '=', alertOrDelivery), eb('id', '=', alertOrDelivery)]))
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['dead', 'failed']),
        eb.and([
          eb('state', 'in', ['pending', 'sending']),
          eb(
            'id',
            'in',
            eb.selectFrom('jobs').select('key').where('kind', '=', 'deliver').where('state', '=', 'dead'),
          ),
        ]),
      ]),
    )
    .orderBy('seq')
    .execute();
}

/** They are pending again with no attempt spent; the message that was rendered is kept. Their jobs are the caller's. */
export async function reviveDeliveries(
  tx: WriteTransaction,
  ids: readonly string[],
  now: number,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('deliveries')
    .set({
      state: 'pending',
      attempts: 0,
      tried_since: now,
      next_attempt_at: now,
      error_code: null,
      error_message: null,
    })
    .where('id', 'in', [...ids])
    .execute();
  // What was put aside gives way to a job of its own kind that is new.
  await tx
    .deleteFrom('jobs')
    .where('kind', '=', 'deliver')
    .where('key', 'in', [...ids])
    .where('state', '=', 'dead')
    .execute();
  await tx
    .updateTable('jobs')
    .set({ attempts: 0 })
    .where('kind', '=', 'deliver')
    .where('key', 'in', [...ids])
    .where('state', '=', 'ready')
    .execute();
}

/** Deliveries that are not tried again by themselves, newest first. */
export async function listDeadDeliveries(reader: Reader, limit: number): Promise<DeliveryRow[]> {
  return await reader
    .selectFrom('deliveries')
    .selectAll()
    .where('state', '=', 'dead')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}

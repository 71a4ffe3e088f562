import type { StatedRelease } from '../domain/digest.ts';
import type { Reader, WriteTransaction } from './database.ts';
import type { DigestTable } from './schema.ts';

export interface DigestPeriodRow extends Omit<DigestTable, 'stated'> {
  readonly stated: readonly StatedRelease[];
}

/** Closes a period of a channel. Returns false where it is closed already: another process was sooner. */
export async function closePeriod(tx: WriteTransaction, period: DigestPeriodRow): Promise<boolean> {
  const result = await tx
    .insertInto('digests')
    .values({ ...period, stated: JSON.stringify(period.stated) })
    .onConflict((conflict) => conflict.columns(['channel', 'period_to']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Until when a channel has been told, in milliseconds since 1970; what lies after `now` is no clock's to say. */
export async function toldUntil(reader: Reader, channel: string, now: number): Promise<number | null> {
  const row = await reader
    .selectFrom('digests')
    .select((eb) => eb.fn.max('period_to').as('until'))
    .where('channel', '=', channel)
    .where('period_to', '<=', now)
    .executeTakeFirst();
  return row?.until ?? null;
}

/** What a digest says, as it is rendered for the first time. */
export async function restatePeriod(
  tx: WriteTransaction,
  alertId: string,
  stated: readonly StatedRelease[],
): Promise<void> {
  await tx
    .updateTable('digests')
    .set({ stated: JSON.stringify(stated) })
    .where('alert_id', '=', alertId)
    .execute();
}

/** A channel's period by the alert that tells it. */
export async function periodOfAlert(
  reader: Reader,
  alertId: string,
): Promise<Pick<DigestTable, 'channel' | 'period_from' | 'period_to'> | undefined> {
  return await reader
    .selectFrom('digests')
    .select(['channel', 'period_from', 'period_to'])
    .where('alert_id', '=', alertId)
    .executeTakeFirst();
}

/** A release as the last digest stated it, and when that was (milliseconds since 1970). */
export interface EarlierStatement {
  readonly toldAt: number;
  readonly release: StatedRelease;
}

/**
 * What digests stated that were sent, or are on their way: the latest of each release. Of those of one channel, or of
 * all; of periods that ended within `since` and `before`, in milliseconds since 1970.
 */
export async function earlierStatements(
  reader: Reader,
  channel: string | null,
  since: number,
  before: number,
): Promise<EarlierStatement[]> {
  let query = reader
    .selectFrom('digests')
    .select(['period_to', 'stated'])
    .where('period_to', '>=', since)
    .where('period_to', '<', before)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('deliveries')
          .select('deliveries.seq')
          .whereRef('deliveries.alert_id', '=', 'digests.alert_id')
          .where('deliveries.state', '<>', 'cancelled'),
      ),
    );
  if (channel !== null) query = query.where('channel', '=', channel);
  const latest = new Map<string, EarlierStatement>();
  for (const row of await query.orderBy('period_to').execute()) {
    const stated = JSON.parse(row.stated) as readonly StatedRelease[];
    for (const release of stated) latest.set(release.id, { toldAt: row.period_to, release });
  }
  return [...latest.values()];
}

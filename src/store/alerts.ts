import type { Updateable } from 'kysely';
import type { AlertContent, AlertKind } from '../domain/alert.ts';
import type { Gap } from '../domain/schedule.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { dialectOf, inBoth, jsonRows } from './dialect.ts';
import { ask, jsonOf } from './plain-query.ts';
import type { AlertRow, DeliveryRow, DeliveryTable } from './schema.ts';

export type StoredAlert = Omit<AlertRow, 'content' | 'kind'> & {
  readonly kind: AlertKind;
  readonly content: AlertContent;
};

export interface NewAlert {
  readonly content: AlertContent;
  readonly releaseId: string | null;
  /** What can be told of the release once; null for alerts about no release. */
  readonly milestone: string | null;
  /** What can be told once under the alert's kind, where it is no release. */
  readonly subject?: string | null;
  readonly reason: string;
  readonly createdAt: number;
  /** Number of the last event that it was decided from, for a milestone of a release. */
  readonly decidedN?: number;
  /** What came after a time without good polls waits, to be told alone or in a catch-up. */
  readonly gap: Gap;
}

/** Returns false where this milestone of this release, or this subject, was told before: the database keeps it unique. */
export async function insertAlert(tx: WriteTransaction, alert: NewAlert): Promise<boolean> {
  const result = await tx
    .insertInto('alerts')
    .values({
      id: alert.content.alert.id,
      kind: alert.content.alert.kind,
      release_id: alert.releaseId,
      milestone: alert.milestone,
      subject: alert.subject ?? null,
      title: alert.content.alert.title,
      url: alert.content.alert.url,
      content: JSON.stringify(alert.content),
      reason: alert.reason,
      created_at: alert.createdAt,
      decided_n: alert.decidedN ?? null,
      held: alert.gap === 'none' ? 0 : 1,
      gap: alert.gap,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export interface NewDelivery {
  readonly id: string;
  readonly alertId: string;
  readonly channel: string;
  readonly rule: string;
  readonly createdAt: number;
}

/** Rows of one statement. */
const INSERTED_AT_ONCE = 500;

/** Adds deliveries; one alert goes to one channel once, whatever many rules say. Returns those that are new. */
export async function insertDeliveries(
  tx: WriteTransaction,
  deliveries: readonly NewDelivery[],
): Promise<readonly NewDelivery[]> {
  const added = new Set<string>();
  for (let start = 0; start < deliveries.length; start += INSERTED_AT_ONCE) {
    const rows = deliveries
      .slice(start, start + INSERTED_AT_ONCE)
      .map(({ id, alertId, channel, rule, createdAt }) => [id, alertId, channel, rule, createdAt]);
    for (const { id } of await ask<{ id: string }>(tx, INSERT[dialectOf(tx)], [jsonOf(tx, rows)]))
      added.add(id);
  }
  return deliveries.filter(({ id }) => added.has(id));
}

/** One text whatever their number: an alert may go to many. */
const INSERT = inBoth(
  (dialect) => `
  insert into deliveries (id, alert_id, channel, rule, state, attempts, next_attempt_at, created_at)
  select rows.value ->> 0, rows.value ->> 1, rows.value ->> 2, rows.value ->> 3, 'pending', 0,
    cast(rows.value ->> 4 as bigint), cast(rows.value ->> 4 as bigint)
  from ${jsonRows(dialect, '?1')}
  where true
  order by rows.key
  on conflict (alert_id, channel) do nothing
  returning id`,
);

export async function readDelivery(reader: Reader, id: string): Promise<DeliveryRow | undefined> {
  return await reader.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, and nobody else changes it until the transaction ends. */
export async function holdDelivery(tx: WriteTransaction, id: string): Promise<DeliveryRow | undefined> {
  return await tx
    .selectFrom('deliveries')
    .selectAll()
    .where('id', '=', id)
    .$if(dialectOf(tx) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

/** When messages of a channel went out, from `since` on. Milliseconds since 1970. */
export async function sentSince(reader: Reader, channel: string, since: number): Promise<number[]> {
  const rows = await reader
    .selectFrom('deliveries')
    .select('sent_at')
    .where('channel', '=', channel)
    .where('sent_at', '>', since)
    .execute();
  return rows.flatMap((row) => row.sent_at ?? []);
}

export async function updateDelivery(
  tx: WriteTransaction,
  id: string,
  changes: Updateable<Omit<DeliveryTable, 'id' | 'seq'>>,
): Promise<void> {
  await tx.updateTable('deliveries').set(changes).where('id', '=', id).execute();
}

export async function readAlert(reader: Reader, id: string): Promise<StoredAlert | undefined> {
  const row = await reader.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : parseAlert(row);
}

/**
 * Milestones of these releases that were told, by release id. `before`: what was decided before the event of that number
 * alone; null for all.
 */
export async function toldMilestones(
  reader: Reader,
  releaseIds: readonly string[],
  before: number | null = null,
): Promise<Map<string, Set<string>>> {
  const told = new Map<string, Set<string>>();
  if (releaseIds.length === 0) return told;
  let query = reader
    .selectFrom('alerts')
    .select(['release_id', 'milestone'])
    .where('release_id', 'in', [...releaseIds]);
  if (before !== null) query = query.where('decided_n', '<', before);
  const rows = await query.execute();
  for (const row of rows) {
    if (row.release_id === null || row.milestone === null) continue;
    const milestones = told.get(row.release_id) ?? new Set();
    told.set(row.release_id, milestones.add(row.milestone));
  }
  return told;
}

/** What was told of a release, or is on its way, oldest first: nothing that reached nobody. */
export async function releaseAlertsSent(reader: Reader, releaseId: string): Promise<StoredAlert[]> {
  const rows = await reader
    .selectFrom('alerts')
    .selectAll()
    .where('release_id', '=', releaseId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('deliveries')
          .select('deliveries.seq')
          .whereRef('deliveries.alert_id', '=', 'alerts.id')
          .where('deliveries.state', '<>', 'cancelled'),
      ),
    )
    .orderBy('seq')
    .execute();
  return rows.map(parseAlert);
}

/** The alert that told of a release's first weights, where that was since then (milliseconds since 1970). */
export async function toldAsNew(
  reader: Reader,
  releaseId: string,
  since: number,
): Promise<StoredAlert | undefined> {
  const row = await reader
    .selectFrom('alerts')
    .selectAll()
    .where('release_id', '=', releaseId)
    .where('milestone', '=', 'new')
    .where('created_at', '>', since)
    .executeTakeFirst();
  return row === undefined ? undefined : parseAlert(row);
}

/** The releases of which anything was told. */
export async function releasesTold(reader: Reader): Promise<string[]> {
  const rows = await reader
    .selectFrom('alerts')
    .select('release_id')
    .where('release_id', 'is not', null)
    .distinct()
    .execute();
  return rows.flatMap((row) => row.release_id ?? []);
}

/** What an alert says, as it is rendered for the first time. */
export async function updateAlertContent(
  tx: WriteTransaction,
  id: string,
  content: AlertContent,
): Promise<void> {
  await tx
    .updateTable('alerts')
    .set({ content: JSON.stringify(content) })
    .where('id', '=', id)
    .execute();
}

/** Alerts of a release that was merged into another go over to it, except where both were told the same. */
export async function moveAlerts(tx: WriteTransaction, from: string, into: string): Promise<void> {
  await tx
    .updateTable('alerts')
    .set({ release_id: into })
    .where('release_id', '=', from)
    .where((eb) =>
      eb.or([
        eb('milestone', 'is', null),
        eb(
          'milestone',
          'not in',
          eb
            .selectFrom('alerts as other')
            .select('other.milestone')
            .where('other.release_id', '=', into)
            .where('other.milestone', 'is not', null),
        ),
      ]),
    )
    .execute();
}

/** Cancels what was not sent yet of an alert. */
export async function cancelUnsentDeliveries(
  tx: WriteTransaction,
  alertIds: readonly string[],
  reason: string,
): Promise<void> {
  if (alertIds.length === 0) return;
  await tx
    .updateTable('deliveries')
    .set({ state: 'cancelled', next_attempt_at: null, error_code: 'cancelled', error_message: reason })
    .where('alert_id', 'in', [...alertIds])
    .where('state', 'in', ['pending', 'failed'])
    .where('body', 'is', null)
    .execute();
}

export async function alertIdsOfRelease(reader: Reader, releaseId: string): Promise<string[]> {
  const rows = await reader.selectFrom('alerts').select('id').where('release_id', '=', releaseId).execute();
  return rows.map((row) => row.id);
}

/** Alerts that wait to be told alone or in a catch-up, oldest first. */
export async function listHeldAlerts(reader: Reader): Promise<StoredAlert[]> {
  const rows = await reader
    .selectFrom('alerts')
    .selectAll()
    .where('held', '=', 1)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(parseAlert);
}

export async function releaseHeldAlerts(tx: WriteTransaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('alerts')
    .set({ held: 0 })
    .where('id', 'in', [...ids])
    .execute();
}

export async function pendingDeliveriesOf(
  reader: Reader,
  alertIds: readonly string[],
): Promise<DeliveryRow[]> {
  if (alertIds.length === 0) return [];
  return await reader
    .selectFrom('deliveries')
    .selectAll()
    .where('alert_id', 'in', [...alertIds])
    .where('state', '=', 'pending')
    .orderBy('seq')
    .execute();
}

/** What was queued of a release's milestones and not tried yet; what waits for a catch-up is not among it. */
export async function unsentOfRelease(
  reader: Reader,
  releaseId: string,
): Promise<Pick<DeliveryRow, 'id' | 'channel'>[]> {
  return await reader
    .selectFrom('deliveries')
    .innerJoin('alerts', 'alerts.id', 'deliveries.alert_id')
    .select(['deliveries.id', 'deliveries.channel'])
    .where('alerts.release_id', '=', releaseId)
    .where('alerts.held', '=', 0)
    .where('deliveries.state', '=', 'pending')
    .where('deliveries.attempts', '=', 0)
    .execute();
}

export async function cancelDelivery(tx: WriteTransaction, id: string, reason: string): Promise<void> {
  await updateDelivery(tx, id, {
    state: 'cancelled',
    next_attempt_at: null,
    error_code: 'cancelled',
    error_message: reason,
  });
}

export interface AlertFilter {
  /** Milliseconds since 1970. */
  readonly since?: number;
  readonly ids?: readonly string[];
  readonly kind?: AlertKind | undefined;
  readonly release?: string | undefined;
  /** Those that stand behind this one. */
  readonly behind?: { readonly createdAt: number; readonly id: string };
  readonly limit?: number;
}

export interface ListedAlert {
  readonly alert: StoredAlert;
  readonly deliveries: readonly DeliveryRow[];
}

/** Alerts with their deliveries, newest first. */
export async function listAlerts(reader: Reader, filter: AlertFilter): Promise<ListedAlert[]> {
  let query = reader.selectFrom('alerts').selectAll().orderBy('created_at', 'desc').orderBy('id');
  if (filter.since !== undefined) query = query.where('created_at', '>=', filter.since);
  if (filter.ids !== undefined) query = query.where('id', 'in', [...filter.ids]);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.release !== undefined) query = query.where('release_id', '=', filter.release);
  const { behind } = filter;
  if (behind !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '<', behind.createdAt),
        eb.and([eb('created_at', '=', behind.createdAt), eb('id', '>', behind.id)]),
      ]),
    );
  }
  const alerts = await (filter.limit === undefined ? query : query.limit(filter.limit)).execute();
  const deliveries = await deliveriesOfAlerts(
    reader,
    alerts.map((alert) => alert.id),
  );
  return alerts.map((row) => ({ alert: parseAlert(row), deliveries: deliveries.get(row.id) ?? [] }));
}

async function deliveriesOfAlerts(
  reader: Reader,
  ids: readonly string[],
): Promise<Map<string, DeliveryRow[]>> {
  const grouped = new Map<string, DeliveryRow[]>();
  for (let start = 0; start < ids.length; start += 1000) {
    const rows = await reader
      .selectFrom('deliveries')
      .selectAll()
      .where('alert_id', 'in', ids.slice(start, start + 1000))
      .orderBy('seq')
      .execute();
    for (const row of rows) {
      const list = grouped.get(row.alert_id);
      if (list === undefined) grouped.set(row.alert_id, [row]);
      else list.push(row);
    }
  }
  return grouped;
}

export type DeliveryCounts = Readonly<Record<DeliveryRow['state'], number>>;

/** How many deliveries are in each state: of these alerts, or of all. */
export async function countDeliveries(reader: Reader, alertIds?: readonly string[]): Promise<DeliveryCounts> {
  let query = reader
    .selectFrom('deliveries')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('state');
  if (alertIds !== undefined) query = query.where('alert_id', 'in', [...alertIds]);
  const counts = { pending: 0, sending: 0, sent: 0, failed: 0, dead: 0, cancelled: 0 };
  for (const row of await query.execute()) counts[row.state] = Number(row.count);
  return counts;
}

function parseAlert(row: AlertRow): StoredAlert {
  return { ...row, kind: row.kind as AlertKind, content: JSON.parse(row.content) as AlertContent };
}

/** Position of the newest alert; 0 where there is none. */
export async function newestAlert(reader: Reader): Promise<number> {
  const row = await reader
    .selectFrom('alerts')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Alerts after that position, oldest first. */
export async function alertsSince(reader: Reader, seq: number): Promise<StoredAlert[]> {
  const rows = await reader.selectFrom('alerts').selectAll().where('seq', '>', seq).orderBy('seq').execute();
  return rows.map(parseAlert);
}

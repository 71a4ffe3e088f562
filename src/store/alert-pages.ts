import { type ListedAlert, listAlerts } from './alerts.ts';
import type { Reader } from './database.ts';
import { ask } from './plain-query.ts';

export interface AlertPageWish {
  readonly limit: number;
  /** The number of an alert: those older than it, or newer. Null: the newest. */
  readonly from: { readonly seq: number; readonly direction: 'older' | 'newer' } | null;
  /** Only those of which a delivery is dead. */
  readonly undelivered: boolean;
}

export interface AlertPage {
  /** Newest first. */
  readonly alerts: readonly ListedAlert[];
  /** Numbers of the first and the last of them, where there is a page beyond; null where there is none. */
  readonly newer: number | null;
  readonly older: number | null;
}

/** One page of alerts with their deliveries, in the order in which they were decided. */
export async function alertPage(reader: Reader, wish: AlertPageWish): Promise<AlertPage> {
  const { limit, from } = wish;
  const seqs = await seqsOf(reader, wish, limit + 1);
  const upwards = from?.direction === 'newer';
  // Before the first page there may be less than a page: then it is the first page that is meant.
  if (upwards && seqs.length <= limit) return await alertPage(reader, { ...wish, from: null });
  const page = upwards ? seqs.slice(0, limit).reverse() : seqs.slice(0, limit);
  const [first] = page;
  const last = page.at(-1);
  const ids = page.map(({ id }) => id);
  const found = new Map((await listAlerts(reader, { ids })).map((listed) => [listed.alert.id, listed]));
  const newer =
    first === undefined
      ? []
      : await seqsOf(reader, { ...wish, from: { seq: first.seq, direction: 'newer' } }, 1);
  return {
    alerts: ids.flatMap((id) => found.get(id) ?? []),
    newer: first !== undefined && newer.length > 0 ? first.seq : null,
    older: last !== undefined && (upwards || seqs.length > limit) ? last.seq : null,
  };
}

interface AlertPlace {
  readonly seq: number;
  readonly id: string;
}

async function seqsOf(
  reader: Reader,
  { from, undelivered }: AlertPageWish,
  limit: number,
): Promise<AlertPlace[]> {
  const upwards = from?.direction === 'newer';
  const conditions = [
    ...(from === null ? [] : [`seq ${upwards ? '>' : '<'} ?`]),
    ...(undelivered ? [`id in (select alert_id from deliveries where state = 'dead')`] : []),
  ];
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  return await ask<AlertPlace>(
    reader,
    `select seq, id from alerts ${where} order by seq ${upwards ? 'asc' : 'desc'} limit ?`,
    [...(from === null ? [] : [from.seq]), limit],
  );
}

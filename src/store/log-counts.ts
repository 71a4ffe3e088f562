import type { Reader } from './database.ts';

/** How far the logs of events and alerts go, and how many of each kind came since some place in them. */
export interface LogCounts {
  readonly newest: number;
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
}

export async function newestEvent(reader: Reader): Promise<number> {
  const row = await reader
    .selectFrom('events')
    .select((eb) => eb.fn.max('n').as('newest'))
    .executeTakeFirst();
  return Number(row?.newest ?? 0);
}

export async function newestAlertNumber(reader: Reader): Promise<number> {
  const row = await reader
    .selectFrom('alerts')
    .select((eb) => eb.fn.max('seq').as('newest'))
    .executeTakeFirst();
  return Number(row?.newest ?? 0);
}

/** Events with a number above `after`, by type. */
export async function countEventsAfter(reader: Reader, after: number): Promise<LogCounts> {
  const newest = await newestEvent(reader);
  if (newest <= after) return { newest, counts: [] };
  const rows = await reader
    .selectFrom('events')
    .select(['type as kind', (eb) => eb.fn.countAll<number>().as('count')])
    .where('n', '>', after)
    .where('n', '<=', newest)
    .groupBy('type')
    .execute();
  return { newest, counts: rows.map(({ kind, count }) => ({ kind, count: Number(count) })) };
}

/** Alerts with a number above `after`, by kind. */
export async function countAlertsAfter(reader: Reader, after: number): Promise<LogCounts> {
  const newest = await newestAlertNumber(reader);
  if (newest <= after) return { newest, counts: [] };
  const rows = await reader
    .selectFrom('alerts')
    .select(['kind', (eb) => eb.fn.countAll<number>().as('count')])
    .where('seq', '>', after)
    .where('seq', '<=', newest)
    .groupBy('kind')
    .execute();
  return { newest, counts: rows.map(({ kind, count }) => ({ kind, count: Number(count) })) };
}

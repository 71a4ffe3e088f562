import type { ChangeEvent, LoggedEvent } from '../domain/events.ts';
import type { Gap } from '../domain/schedule.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { dialectOf, inBoth, jsonRows } from './dialect.ts';
import { ask, jsonOf } from './plain-query.ts';
import type { EventRow } from './schema.ts';

export interface EventContext {
  readonly locator: string;
  readonly observedAt: number;
  /** The source's last good poll before; null where there was none. */
  readonly notBefore: number | null;
  readonly gap: Gap;
}

/** An event, and the lab that it is about. */
export interface EventOfLab {
  readonly lab: string;
  readonly event: ChangeEvent;
}

const ROWS_PER_INSERT = 100;

/**
 * Appends to the log. Numbers are committed in their order, so a reader of "after n" never skips one: SQLite has one
 * writing transaction at a time, and on PostgreSQL who has appended keeps others from appending until it is committed.
 */
export async function appendEvents(
  tx: WriteTransaction,
  events: readonly EventOfLab[],
  context: EventContext,
): Promise<void> {
  for (let start = 0; start < events.length; start += ROWS_PER_INSERT) {
    const rows = events
      .slice(start, start + ROWS_PER_INSERT)
      .map(({ lab, event }) => [
        event.type,
        lab,
        event.key,
        'before' in event ? JSON.stringify(event.before) : null,
        'after' in event ? JSON.stringify(event.after) : null,
      ]);
    const { locator, observedAt, gap, notBefore } = context;
    // In the order of the rows: they are numbered as they come.
    await ask(tx, APPEND[dialectOf(tx)], [locator, observedAt, gap, notBefore, jsonOf(tx, rows)]);
  }
}

/** Materialized: it is asked for before the first row is numbered, and once. */
const HELD = `with held as materialized (
    select pg_advisory_xact_lock(hashtextextended('modelwatch events ' || current_schema(), 0))
  )`;

/** One text whatever the number of rows, as for records: to build one for each takes longer than to run it. */
const APPEND = inBoth(
  (dialect) => `
  ${dialect === 'postgres' ? HELD : ''}
  insert into events (type, locator, lab, key, observed_at, gap, not_before, before, after)
  select rows.value ->> 0, cast(?1 as text), rows.value ->> 1, rows.value ->> 2,
    cast(?2 as bigint), cast(?3 as text), cast(?4 as bigint), rows.value ->> 3, rows.value ->> 4
  from ${dialect === 'postgres' ? 'held,' : ''} ${jsonRows(dialect, '?5')}
  order by rows.key`,
);

export async function readEventsOfLab(
  reader: Reader,
  lab: string,
  after: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await reader
    .selectFrom('events')
    .selectAll()
    .where('lab', '=', lab)
    .where('n', '>', after)
    .orderBy('n')
    .limit(limit)
    .execute();
  return rows.map(parseEvent);
}

export interface EventPage {
  readonly after: number;
  /** The last number that is looked at; to the end where there is none. */
  readonly through?: number;
  readonly limit: number;
  readonly baseline: boolean;
  /** Ids of labs; all where there are none. */
  readonly lab?: readonly string[] | undefined;
}

/** Events after number `after`, oldest first. Those of a baseline are left out unless asked for. */
export async function readEvents(reader: Reader, options: EventPage): Promise<LoggedEvent[]> {
  let query = reader
    .selectFrom('events')
    .selectAll()
    .where('n', '>', options.after)
    .orderBy('n')
    .limit(options.limit);
  if (!options.baseline) query = query.where('type', 'not like', '%.baselined');
  if (options.through !== undefined) query = query.where('n', '<=', options.through);
  if (options.lab !== undefined) query = query.where('lab', 'in', [...options.lab]);
  return (await query.execute()).map(parseEvent);
}

/** Number of the newest event; 0 where there is none. */
export async function newestEvent(reader: Reader): Promise<number> {
  const [row] = await ask<{ n: number | null }>(reader, 'select max(n) as n from events', []);
  return Number(row?.n ?? 0);
}

const KEYS_PER_QUERY = 1000;

/** Everything that ever happened to the things of these keys, oldest first. */
export async function readEventsOfKeys(reader: Reader, keys: readonly string[]): Promise<LoggedEvent[]> {
  const found: LoggedEvent[] = [];
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('events')
      .selectAll()
      .where('key', 'in', keys.slice(start, start + KEYS_PER_QUERY))
      .execute();
    found.push(...rows.map(parseEvent));
  }
  return found.sort((left, right) => left.n - right.n);
}

function parseEvent(row: EventRow): LoggedEvent {
  return {
    n: row.n,
    type: row.type,
    locator: row.locator,
    lab: row.lab,
    key: row.key,
    observedAt: row.observed_at,
    gap: row.gap as Gap,
    notBefore: row.not_before,
    ...(row.before === null ? {} : { before: JSON.parse(row.before) }),
    ...(row.after === null ? {} : { after: JSON.parse(row.after) }),
  } as LoggedEvent;
}

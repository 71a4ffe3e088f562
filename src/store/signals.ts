import type { Insertable, Updateable } from 'kysely';
import type { Reader, WriteTransaction } from './database.ts';
import { ask, marks } from './plain-query.ts';
import type { SignalRow, SignalTable } from './schema.ts';

export type NewSignal = Omit<Insertable<SignalTable>, 'seq'>;

const RELEASES_PER_QUERY = 1000;

/**
 * Stores what one thing says of one release, or what it says now: where it was seen first, and the release that it was
 * joined to, stay. Returns that release; null where it speaks of none that is known.
 */
export async function putSignal(tx: WriteTransaction, signal: NewSignal): Promise<string | null> {
  const inserted = await tx
    .insertInto('signals')
    .values(signal)
    .onConflict((conflict) => conflict.columns(IDENTITY).doNothing())
    .executeTakeFirst();
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) return signal.release_id ?? null;
  const { release_id, statement, topic, name, title, url, quote, kind, likeness, state, reason } = signal;
  const [updated] = await tx
    .updateTable('signals')
    .set({ statement, topic, name, title, url, quote, kind, likeness, state, reason })
    .set((eb) => ({ release_id: eb.fn.coalesce('release_id', eb.val(release_id)) }))
    .where('locator', '=', signal.locator)
    .where('record_key', '=', signal.record_key)
    .where('lab', '=', signal.lab)
    .where('stem', '=', signal.stem)
    .where('variant', '=', signal.variant)
    .returning('release_id')
    .execute();
  return updated?.release_id ?? null;
}

const IDENTITY = ['locator', 'record_key', 'lab', 'stem', 'variant'] as const;

/** What one thing says, of these labs. */
export async function signalsOfRecord(
  reader: Reader,
  locator: string,
  recordKey: string,
  labs: readonly string[],
): Promise<SignalRow[]> {
  return await reader
    .selectFrom('signals')
    .selectAll()
    .where('locator', '=', locator)
    .where('record_key', '=', recordKey)
    .where('lab', 'in', [...labs])
    .orderBy('seq')
    .execute();
}

export async function updateSignal(
  tx: WriteTransaction,
  seq: number,
  changes: Updateable<Omit<SignalTable, 'seq'>>,
): Promise<void> {
  await tx.updateTable('signals').set(changes).where('seq', '=', seq).execute();
}

/** Signals of a stem that wait for somebody to know their release, in the order of their arrival. */
export async function waitingSignals(
  reader: Reader,
  labs: readonly string[],
  stem: string,
): Promise<SignalRow[]> {
  // "stem <> ''" stands there for SQLite, which would not use the index that has no others for a bound value.
  const text = `select * from signals where lab in (${marks(labs)}) and stem = ? and stem <> ''
    and release_id is null and state = 'present' order by seq`;
  return await ask<SignalRow>(reader, text, [...labs, stem]);
}

export async function joinSignals(
  tx: WriteTransaction,
  seqs: readonly number[],
  releaseId: string,
): Promise<void> {
  if (seqs.length === 0) return;
  await tx
    .updateTable('signals')
    .set({ release_id: releaseId })
    .where('seq', 'in', [...seqs])
    .execute();
}

/** Everything that speaks of a release and still stands, oldest first. */
export async function signalsOfRelease(reader: Reader, releaseId: string): Promise<SignalRow[]> {
  return await reader
    .selectFrom('signals')
    .selectAll()
    .where('release_id', '=', releaseId)
    .where('state', '=', 'present')
    .orderBy('seen_at')
    .orderBy('seq')
    .execute();
}

/** Of each publisher, what it says and of which name, the first few decide: a hundred articles of one outlet prove no more. */
const EVIDENCE_OF_EACH = 3;

/** What decides whether a release is there, oldest first: bounded, however much is said of it. */
export async function evidenceOfRelease(reader: Reader, releaseId: string): Promise<SignalRow[]> {
  const ranked = reader
    .selectFrom('signals')
    .select('seq')
    .select((eb) =>
      eb.fn
        .agg<number>('row_number')
        .over((over) =>
          over.partitionBy(['voice', 'publisher', 'statement', 'name']).orderBy('seen_at').orderBy('seq'),
        )
        .as('rank'),
    )
    .where('release_id', '=', releaseId)
    .where('state', '=', 'present');
  return await reader
    .selectFrom('signals')
    .selectAll()
    .where('seq', 'in', (eb) =>
      eb.selectFrom(ranked.as('ranked')).select('seq').where('rank', '<=', EVIDENCE_OF_EACH),
    )
    .orderBy('seen_at')
    .orderBy('seq')
    .execute();
}

export async function hasSignals(reader: Reader, releaseId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('signals')
    .select('seq')
    .where('release_id', '=', releaseId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many things speak of each release: one article that names two of its variants is one. */
export async function countSignals(
  reader: Reader,
  releaseIds: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let start = 0; start < releaseIds.length; start += RELEASES_PER_QUERY) {
    const things = reader
      .selectFrom('signals')
      .select(['release_id', 'locator', 'record_key'])
      .where('release_id', 'in', releaseIds.slice(start, start + RELEASES_PER_QUERY))
      .where('state', '=', 'present')
      .distinct();
    const rows = await reader
      .selectFrom(things.as('things'))
      .select(['release_id', (eb) => eb.fn.countAll<number>().as('count')])
      .groupBy('release_id')
      .execute();
    for (const row of rows) if (row.release_id !== null) counts.set(row.release_id, Number(row.count));
  }
  return counts;
}

/** The same for one release. */
export async function countSignalsOf(reader: Reader, releaseId: string): Promise<number> {
  const [row] = await ask<{ count: number }>(reader, COUNT_OF_ONE, [releaseId]);
  return Number(row?.count ?? 0);
}

const COUNT_OF_ONE = `select count(*) as count from
  (select distinct locator, record_key from signals where release_id = ? and state = 'present') as things`;

/** News of a lab seen since then that this may be another telling of, newest first. */
export async function newsSince(reader: Reader, lab: string, since: number): Promise<SignalRow[]> {
  return await reader
    .selectFrom('signals')
    .selectAll()
    .where('lab', '=', lab)
    .where('seen_at', '>=', since)
    .where('statement', '=', 'news')
    .orderBy('seen_at', 'desc')
    .limit(NEWS_COMPARED)
    .execute();
}

/** More than a lab has in a week; a bound for hostile feeds. */
const NEWS_COMPARED = 200;

/** The latest news of each lab, newest first, at most so many of each. */
export async function latestNews(reader: Reader, each: number): Promise<Map<string, SignalRow[]>> {
  const ranked = reader
    .selectFrom('signals')
    .selectAll()
    .select((eb) =>
      eb.fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('lab').orderBy('seen_at', 'desc').orderBy('seq', 'desc'))
        .as('rank'),
    )
    .where('topic', 'is not', null)
    .where('state', '=', 'present');
  const rows = await reader
    .selectFrom(ranked.as('ranked'))
    .selectAll()
    .where('rank', '<=', each)
    .orderBy('rank')
    .execute();
  return Map.groupBy(
    rows.map(({ rank: _rank, ...row }) => row),
    (row) => row.lab,
  );
}

export interface NewsFilter {
  readonly lab?: readonly string[];
  /** Milliseconds since 1970: seen from then on. */
  readonly since?: number;
}

/** What is new about labs and is no release, newest first. */
export async function listNews(reader: Reader, filter: NewsFilter): Promise<SignalRow[]> {
  let query = reader
    .selectFrom('signals')
    .selectAll()
    .where('statement', '=', 'news')
    .where('state', '=', 'present');
  if (filter.lab !== undefined) query = query.where('lab', 'in', [...filter.lab]);
  if (filter.since !== undefined) query = query.where('seen_at', '>=', filter.since);
  return await query.orderBy('seen_at', 'desc').orderBy('seq', 'desc').execute();
}

import type { CountOfDay } from '../domain/chart-counts.ts';
import type { ReleaseQuery } from '../domain/release-query.ts';
import { allOf, queryConditions } from './card-conditions.ts';
import type { Reader } from './database.ts';
import { ask, marks } from './plain-query.ts';

const DAY_MS = 86_400_000;

/** How many of the releases that a query finds stand on each day, by lab or status. */
export async function countByDay(
  reader: Reader,
  query: ReleaseQuery,
  by: 'lab' | 'status',
): Promise<CountOfDay[]> {
  const { text, values } = allOf(queryConditions(query, 'few'));
  // Times before 1970 are in no catalog: whole numbers are divided alike by both databases.
  const rows = await ask<CountOfDay>(
    reader,
    `select -cards.newest / ${DAY_MS} as day, cards.${by} as name, count(*) as count from release_cards as cards
      ${text} group by 1, 2 order by 1, 2`,
    values,
  );
  return rows.map(({ day, name, count }) => ({ day: Number(day), name, count: Number(count) }));
}

/** How many have each licence, modality or openness, as `mit`; the most common first. One may have several. */
export async function countByTerm(
  reader: Reader,
  query: ReleaseQuery,
  attribute: 'license' | 'modalities' | 'openness',
): Promise<{ readonly name: string; readonly count: number }[]> {
  const { text, values } = allOf([
    ...queryConditions(query, 'few'),
    { text: 'terms.term >= ? and terms.term < ?', values: [`${attribute}:`, `${attribute};`] },
  ]);
  const rows = await ask<{ term: string; count: number }>(
    reader,
    `select terms.term, count(*) as count from release_cards as cards
      join release_card_terms as terms on terms.seq = cards.seq ${text}
      group by terms.term order by count(*) desc, terms.term`,
    values,
  );
  return rows.map(({ term, count }) => ({ name: term.slice(attribute.length + 1), count: Number(count) }));
}

/** Of how many no licence is known. */
export async function countUnlicensed(reader: Reader, query: ReleaseQuery): Promise<number> {
  const { text, values } = allOf([
    ...queryConditions(query, 'few'),
    { text: 'cards.license is null', values: [] },
  ]);
  const counting = `select count(*) as count from release_cards as cards ${text}`;
  const [row] = await ask<{ count: number }>(reader, counting, values);
  return Number(row?.count ?? 0);
}

export interface Dot {
  readonly id: string;
  readonly name: string;
  readonly lab: string;
  readonly status: string;
  /** Where it stands in the timeline, milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
}

/**
 * The size of the largest model, or the longest context, of the releases that state one, oldest first: at most so many,
 * evenly spread over all of them. `total`: how many there are.
 */
export async function readDots(
  reader: Reader,
  query: ReleaseQuery,
  measure: 'parameters' | 'context',
  most: number,
): Promise<{ readonly dots: readonly Dot[]; readonly total: number }> {
  const column = `cards.${measure}_max`;
  const { text, values } = allOf([...queryConditions(query, 'few'), { text: `${column} > 0`, values: [] }]);
  // To number the rows in the database takes ten times as long.
  const all = await ask<{ seq: number }>(
    reader,
    `select cards.seq from release_cards as cards ${text} order by cards.newest desc, cards.id desc`,
    values,
  );
  const step = Math.max(1, Math.ceil(all.length / most));
  const chosen = all.filter((_, index) => index % step === 0).map(({ seq }) => seq);
  if (chosen.length === 0) return { dots: [], total: 0 };
  const dots = await ask<Dot>(
    reader,
    `select cards.id, releases.name, cards.lab, cards.status, -cards.newest as at, ${column} as value
      from release_cards as cards join releases on releases.seq = cards.seq
      where cards.seq in (${marks(chosen)}) order by cards.newest desc, cards.id desc`,
    chosen,
  );
  return { dots, total: all.length };
}

export interface SignOfRelease {
  readonly release_id: string;
  /** `hub`, or who speaks: see Voice of domain/signals/voice.ts. */
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * When each kind of source showed each of the latest releases first, for those that nobody knew when they came. Times of
 * articles are read as notAfter of domain/first-seen.ts reads them.
 */
export async function readFirstSigns(
  reader: Reader,
  query: ReleaseQuery,
  statements: readonly string[],
  most: number,
): Promise<SignOfRelease[]> {
  const { text, values } = allOf(queryConditions(query, 'few'));
  const latest = await ask<{ id: string }>(
    reader,
    `select releases.id from (
        select cards.seq from release_cards as cards ${text} order by cards.newest, cards.id limit ?
      ) as latest join releases on releases.seq = latest.seq where releases.baseline = 0`,
    [...values, most],
  );
  const ids = latest.map(({ id }) => id);
  if (ids.length === 0) return [];
  const said = await ask<SignOfRelease>(
    reader,
    `select release_id, voice as source, min(case
        when published_at is null or published_at > seen_at then seen_at
        when not_before is not null and published_at < not_before - ${DAY_MS} then seen_at
        else published_at end) as at
      from signals where release_id in (${marks(ids)}) and state = 'present' and baseline = 0
        and statement in (${marks(statements)}) group by release_id, voice`,
    [...ids, ...statements],
  );
  const shown = await ask<SignOfRelease>(
    reader,
    `select release_id, 'hub' as source, min(first_seen) as at from repos
      where release_id in (${marks(ids)}) and baseline = 0 group by release_id`,
    ids,
  );
  return [...said, ...shown].map(({ at, ...row }) => ({ ...row, at: Number(at) }));
}

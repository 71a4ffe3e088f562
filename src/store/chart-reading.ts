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

/** How many have at least one of these. */
export async function countWithTerm(
  reader: Reader,
  query: ReleaseQuery,
  attribute: 'license' | 'modalities' | 'openness',
): Promise<number> {
  const { text, values } = allOf([
    ...queryConditions(query, 'few'),
    {
      text: `exists (select 1 from release_card_terms as terms
        where terms.seq = cards.seq and terms.term >= ? and terms.term < ?)`,
      values: [`${attribute}:`, `${attribute};`],
    },
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
  const counting = `select count(*) as count from release_cards as cards ${text}`;
  const [row] = await ask<{ count: number }>(reader, counting, values);
  const total = Number(row?.count ?? 0);
  const step = Math.max(1, Math.ceil(total / most));
  const dots = await ask<Dot>(
    reader,
    `select ranked.id, releases.name, ranked.lab, ranked.status, -ranked.newest as at, ranked.value
      from (select cards.seq, cards.id, cards.lab, cards.status, cards.newest, ${column} as value,
          row_number() over (order by cards.newest, cards.id) as place
        from release_cards as cards ${text}) as ranked
      join releases on releases.seq = ranked.seq
      where (ranked.place - 1) % ${step} = 0 order by ranked.newest desc, ranked.id desc`,
    values,
  );
  return { dots, total };
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
  const { text, values } = allOf([
    ...queryConditions(query, 'few'),
    { text: 'releases.baseline = 0', values: [] },
  ]);
  const rows = await ask<SignOfRelease>(
    reader,
    `with chosen as (
      select cards.id from release_cards as cards join releases on releases.seq = cards.seq
      ${text} order by cards.newest, cards.id limit ?
    )
    select signals.release_id, signals.voice as source, min(case
        when signals.published_at is null or signals.published_at > signals.seen_at then signals.seen_at
        when signals.not_before is not null and signals.published_at < signals.not_before - ${DAY_MS}
          then signals.seen_at
        else signals.published_at end) as at
      from chosen join signals on signals.release_id = chosen.id
      where signals.state = 'present' and signals.baseline = 0 and signals.statement in (${marks(statements)})
      group by signals.release_id, signals.voice
    union all
    select repos.release_id, 'hub', min(repos.first_seen)
      from chosen join repos on repos.release_id = chosen.id where repos.baseline = 0 group by repos.release_id`,
    [...values, most, ...statements],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: Number(at) }));
}

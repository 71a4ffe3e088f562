import type { ReleaseQuery } from '../domain/release-query.ts';
import { allOf, type Condition, type Membership, queryConditions } from './card-conditions.ts';
import type { Reader } from './database.ts';
import { ask } from './plain-query.ts';

/** Where a release stands in an order: of the column that is sorted by, then by time, then by its id. */
export interface CardPlace {
  /** Null in the order of time, and where what is sorted by is not stated. */
  readonly key: string | number | null;
  readonly newest: number;
  readonly id: string;
}

export interface CardRow extends CardPlace {
  /** JSON: ReleaseCard or ReleaseView. */
  readonly text: string;
}

export interface CardWish {
  readonly query: ReleaseQuery;
  /** Which JSON of a release is wanted. */
  readonly text: 'card' | 'view';
  readonly limit: number;
  /** Those behind a place, or before it; null: from the start. */
  readonly from: { readonly place: CardPlace; readonly direction: 'behind' | 'before' } | null;
  readonly membership: Membership;
}

/** How many releases a query finds. */
export async function countBrowsed(reader: Reader, query: ReleaseQuery): Promise<number> {
  const { text, values } = allOf(queryConditions(query, 'few'));
  const counting = `select count(*) as count from release_cards as cards ${text}`;
  const [row] = await ask<{ count: number }>(reader, counting, values);
  return Number(row?.count ?? 0);
}

/** Releases in the order of the query; those before a place the other way round, the nearest first. */
export async function browseRows(reader: Reader, wish: CardWish): Promise<CardRow[]> {
  const { query, limit, from } = wish;
  const order = orderOf(query, from?.direction === 'before', wish.membership === 'few');
  const asked = queryConditions(query, wish.membership);
  const { text, values } = allOf(from === null ? asked : [...asked, beyond(order, from.place)]);
  const inner = order.map(({ column, descends }) => `${column}${descends ? ' desc' : ''}`).join(', ');
  const outer = order.map(({ ofPage, descends }) => `${ofPage}${descends ? ' desc' : ''}`).join(', ');
  // The page is found in the narrow table alone; then its own texts are read, and no others.
  return await ask<CardRow>(
    reader,
    `select page.key, page.newest, page.id, texts.${wish.text} as text
      from (select cards.seq, ${sortedBy(query) ?? 'null'} as key, cards.newest, cards.id
        from release_cards as cards ${text} order by ${inner} limit ?) as page
      join release_card_texts as texts on texts.seq = page.seq order by ${outer}`,
    [...values, limit],
  );
}

/** One of the terms of an order by clause. */
interface SortTerm {
  readonly column: string;
  /** The same of the page that was found. */
  readonly ofPage: string;
  readonly descends: boolean;
  readonly valueAt: (place: CardPlace) => string | number | null;
}

/** `gathered`: the order is made of what was found, not followed while looking. */
function orderOf(query: ReleaseQuery, backwards: boolean, gathered: boolean): readonly SortTerm[] {
  // With the sign it is no column of an index: https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
  const newest = gathered ? '+cards.newest' : 'cards.newest';
  const byTime = (descends: boolean): SortTerm[] => [
    { column: newest, ofPage: 'page.newest', descends, valueAt: ({ newest }) => newest },
    { column: 'cards.id', ofPage: 'page.id', descends, valueAt: ({ id }) => id },
  ];
  const column = sortedBy(query);
  if (column === null) return byTime(query.descending === backwards);
  const stated = (of: string) => `case when ${of} is null then 1 else 0 end`;
  return [
    {
      column: stated(column),
      ofPage: stated('page.key'),
      descends: backwards,
      valueAt: ({ key }) => (key === null ? 1 : 0),
    },
    { column, ofPage: 'page.key', descends: query.descending !== backwards, valueAt: ({ key }) => key },
    ...byTime(backwards),
  ];
}

/** Null for the order of time, in which nothing stands before the time. */
function sortedBy({ order, descending }: ReleaseQuery): string | null {
  switch (order) {
    case 'released':
      return null;
    case 'name':
      return 'cards.name_key';
    case 'parameters':
    case 'active':
    case 'context':
      return `cards.${order}_${descending ? 'max' : 'min'}`;
    default:
      return `cards.${order}`;
  }
}

/** Behind a place in an order. */
function beyond(order: readonly SortTerm[], place: CardPlace): Condition {
  const [first] = order;
  // Both databases look a comparison of rows up in the index of these columns.
  if (order.length === 2 && first !== undefined)
    return {
      text: `(cards.newest, cards.id) ${first.descends ? '<' : '>'} (?, ?)`,
      values: [place.newest, place.id],
    };
  const alternatives = order.flatMap((term, index) => {
    const value = term.valueAt(place);
    if (value === null) return [];
    const equal = order.slice(0, index).map((before) => equals(before, place));
    const further = { text: `${term.column} ${term.descends ? '<' : '>'} ?`, values: [value] };
    const all = [...equal, further];
    return [
      { text: `(${all.map(({ text }) => text).join(' and ')})`, values: all.flatMap(({ values }) => values) },
    ];
  });
  return {
    text: `(${alternatives.map(({ text }) => text).join(' or ')})`,
    values: alternatives.flatMap(({ values }) => values),
  };
}

function equals({ column, valueAt }: SortTerm, place: CardPlace): Condition {
  const value = valueAt(place);
  return value === null
    ? { text: `${column} is null`, values: [] }
    : { text: `${column} = ?`, values: [value] };
}

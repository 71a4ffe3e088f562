import type { ReleaseCard } from '../domain/release-card.ts';
import type { Page, PageWish, ReleaseQuery } from '../domain/release-query.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import {
  browseRows,
  type CardPlace,
  type CardRow,
  type CardWish,
  countBrowsed,
} from '../store/browse-cards.ts';
import { catalogVersion } from '../store/catalog-version.ts';
import type { Reader } from '../store/database.ts';
import { queryText, readCursor, writeCursor } from './release-cursor.ts';

/**
 * One page of the releases that fit a query, as a list shows them. Paging forwards by `next` gives each release once that
 * was there from the first page to the last, whatever comes meanwhile. Throws RangeError where the cursor is none of this
 * query.
 */
export async function browseCards(
  reader: Reader,
  query: ReleaseQuery,
  wish: PageWish,
): Promise<Page<ReleaseCard>> {
  return parsed<ReleaseCard>(await browse(reader, query, wish, 'card'));
}

/** The same with all that `releases --json` prints of each. */
export async function browseReleases(
  reader: Reader,
  query: ReleaseQuery,
  wish: PageWish,
): Promise<Page<ReleaseView>> {
  return parsed<ReleaseView>(await browse(reader, query, wish, 'view'));
}

/** The same as JSON of each ReleaseView, for whoever passes it on as it is: to read and write it again takes longer. */
export async function browseJson(reader: Reader, query: ReleaseQuery, wish: PageWish): Promise<Page<string>> {
  return await browse(reader, query, wish, 'view');
}

function parsed<Item>({ items, ...page }: Page<string>): Page<Item> {
  return { ...page, items: items.map((text) => JSON.parse(text) as Item) };
}

/** So few that fit are gathered and sorted sooner than found along the order of time; in other orders, any number is. */
const FEW = 1000;

async function browse(
  reader: Reader,
  query: ReleaseQuery,
  { limit, cursor }: PageWish,
  text: CardWish['text'],
): Promise<Page<string>> {
  const from = cursor === null ? null : readCursor(query, cursor);
  const total = await countFitting(reader, query);
  if (total === 0) return { items: [], total, next: null, previous: null };
  const gather = total <= FEW || query.order !== 'released';
  const wish = { query, text, membership: gather ? 'few' : 'many' } as const;
  const backwards = from?.direction === 'before';
  const found = await browseRows(reader, { ...wish, limit: limit + 1, from });
  // Before the first page there may be less than a page: then it is the first page that is meant.
  if (backwards && found.length <= limit) return await browse(reader, query, { limit, cursor: null }, text);
  const rows = backwards ? found.slice(0, limit).reverse() : found.slice(0, limit);
  const last = rows.at(-1);
  const [first] = rows;
  const isMoreBefore =
    backwards || (from !== null && first !== undefined && (await isAnyBefore(reader, wish, first)));
  return {
    items: rows.map((row) => row.text),
    total,
    next:
      last !== undefined && (backwards || found.length > limit)
        ? writeCursor(query, { place: placeOf(last), direction: 'behind' })
        : null,
    previous:
      first !== undefined && isMoreBefore
        ? writeCursor(query, { place: placeOf(first), direction: 'before' })
        : null,
  };
}

function placeOf({ key, newest, id }: CardRow): CardPlace {
  return { key, newest, id };
}

async function isAnyBefore(
  reader: Reader,
  wish: Pick<CardWish, 'query' | 'text' | 'membership'>,
  place: CardRow,
): Promise<boolean> {
  const rows = await browseRows(reader, { ...wish, limit: 1, from: { place, direction: 'before' } });
  return rows.length > 0;
}

interface Counted {
  version: string;
  readonly totals: Map<string, number>;
}

/** Totals of the catalog as it is: they are the same for all pages of a query, and take longer than a page. */
const counted = new WeakMap<Reader, Counted>();
const TOTALS_KEPT = 500;

async function countFitting(reader: Reader, query: ReleaseQuery): Promise<number> {
  const version = await catalogVersion(reader);
  const known = counted.get(reader);
  const current = known?.version === version ? known : { version, totals: new Map<string, number>() };
  if (current !== known) counted.set(reader, current);
  const { order: _order, descending: _descending, ...asked } = query;
  const question = queryText(asked);
  const total = current.totals.get(question) ?? (await countBrowsed(reader, query));
  if (current.totals.size >= TOTALS_KEPT) current.totals.clear();
  current.totals.set(question, total);
  return total;
}

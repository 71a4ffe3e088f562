import { fitsFilter } from '../domain/release-filter.ts';
import type { Page, PageWish, ReleaseQuery } from '../domain/release-query.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { listReleases } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import { type Labs, viewReleases } from './view-release.ts';

/** One page of the releases that fit a query. Throws RangeError where the cursor is none of this query. */
export async function browseReleases(
  reader: Reader,
  labs: Labs,
  query: ReleaseQuery,
  wish: PageWish,
): Promise<Page<ReleaseView>> {
  const rows = await listReleases(reader, {
    ...(query.lab === undefined ? {} : { lab: query.lab }),
    ...(query.since === undefined ? {} : { since: query.since }),
  });
  const views = (await viewReleases(reader, rows, labs)).filter((view) => fitsFilter(view, query));
  const start = wish.cursor === null ? 0 : Number(wish.cursor);
  if (!Number.isSafeInteger(start) || start < 0) throw new RangeError('not a cursor of this query');
  const end = start + wish.limit;
  return {
    items: views.slice(start, end),
    total: views.length,
    next: end < views.length ? String(end) : null,
    previous: start > 0 ? String(Math.max(0, start - wish.limit)) : null,
  };
}

import type { Reader } from './database.ts';
import type { ClaimRow } from './schema.ts';

/** What lists of claims are asked for. What is left out is not asked. */
export interface ClaimFilter {
  readonly release?: string | undefined;
  /** Ids of labs. */
  readonly lab?: readonly string[] | undefined;
  readonly attribute?: readonly string[] | undefined;
  /** As a reader calls it. */
  readonly source?: string | undefined;
  readonly current?: boolean | undefined;
}

export interface ListedClaim extends ClaimRow {
  readonly release_name: string | null;
  /** JSON of DescribedRelease; null where there is no release, or nobody described it yet. */
  readonly described: string | null;
}

/** Claims of numbers from `from` and below `below`, the newest first; those of releases that are hidden are not shown. */
export async function listClaims(
  reader: Reader,
  filter: ClaimFilter,
  { from, below }: { readonly from: number; readonly below: number },
  limit: number,
): Promise<ListedClaim[]> {
  let query = reader
    .selectFrom('claims')
    .leftJoin('releases', 'releases.id', 'claims.release_id')
    .selectAll('claims')
    .select(['releases.name as release_name', 'releases.described'])
    .where('claims.seq', '>=', from)
    .where('claims.seq', '<', below)
    .where((eb) => eb.or([eb('releases.hidden', '=', 0), eb('claims.release_id', 'is', null)]))
    .orderBy('claims.seq', 'desc')
    .limit(limit);
  if (filter.release !== undefined) query = query.where('claims.release_id', '=', filter.release);
  if (filter.lab !== undefined) query = query.where('claims.lab', 'in', [...filter.lab]);
  if (filter.attribute !== undefined) query = query.where('claims.attribute', 'in', [...filter.attribute]);
  if (filter.source !== undefined) query = query.where('claims.source', '=', filter.source);
  if (filter.current !== undefined) query = query.where('claims.current', '=', filter.current ? 1 : 0);
  return await query.execute();
}

/** Number of the newest claim; 0 where there is none. */
export async function newestClaim(reader: Reader): Promise<number> {
  const row = await reader
    .selectFrom('claims')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

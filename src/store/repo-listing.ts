import type { RepoRole } from '../domain/catalog.ts';
import type { Reader } from './database.ts';
import type { RepoRow } from './schema.ts';

/** What lists of repos are asked for. What is left out is not asked. */
export interface RepoFilter {
  /** Ids of labs. */
  readonly lab?: readonly string[] | undefined;
  readonly release?: string | undefined;
  readonly kind?: string | undefined;
  readonly role?: RepoRole | undefined;
  readonly state: RepoRow['state'] | 'any';
}

export interface ListedRepo extends RepoRow {
  readonly release_name: string;
}

/** Where something stands among repos: the newest first. */
export interface RepoPlace {
  /** Milliseconds since 1970. */
  readonly publicAt: number;
  readonly key: string;
}

/**
 * Where a stretch of so many repos ends that begins behind a place: of those labs, of that release. Null where there are
 * no more than that.
 */
export async function endOfStretch(
  reader: Reader,
  filter: RepoFilter,
  behind: RepoPlace | null,
  length: number,
): Promise<RepoPlace | null> {
  const row = await ordered(reader, filter, behind)
    .select(['repos.public_at', 'repos.key'])
    .offset(length - 1)
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { publicAt: row.public_at, key: row.key };
}

/** Repos that fit, of releases that are shown: those behind a place, through to another. */
export async function listRepos(
  reader: Reader,
  filter: RepoFilter,
  { behind, through }: { readonly behind: RepoPlace | null; readonly through: RepoPlace | null },
  limit: number,
): Promise<ListedRepo[]> {
  let query = ordered(reader, filter, behind)
    .innerJoin('releases', 'releases.id', 'repos.release_id')
    .selectAll('repos')
    .select('releases.name as release_name')
    .where('releases.hidden', '=', 0)
    .limit(limit);
  if (filter.kind !== undefined) query = query.where('repos.kind', '=', filter.kind);
  if (filter.role !== undefined) query = query.where('repos.role', '=', filter.role);
  if (filter.state !== 'any') query = query.where('repos.state', '=', filter.state);
  if (through !== null) {
    query = query.where((eb) =>
      eb.or([
        eb('repos.public_at', '>', through.publicAt),
        eb.and([eb('repos.public_at', '=', through.publicAt), eb('repos.key', '>=', through.key)]),
      ]),
    );
  }
  return await query.execute();
}

/** By what an index finds, in its order. */
function ordered(reader: Reader, filter: RepoFilter, behind: RepoPlace | null) {
  let query = reader.selectFrom('repos').orderBy('repos.public_at', 'desc').orderBy('repos.key', 'desc');
  if (filter.release !== undefined) query = query.where('repos.release_id', '=', filter.release);
  if (filter.lab !== undefined) query = query.where('repos.lab', 'in', [...filter.lab]);
  if (behind === null) return query;
  return query
    .where('repos.public_at', '<=', behind.publicAt)
    .where((eb) => eb.or([eb('repos.public_at', '<', behind.publicAt), eb('repos.key', '<', behind.key)]));
}

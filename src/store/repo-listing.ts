import type { RepoRole } from '../domain/catalog.ts';
import type { Reader } from './database.ts';
import type { RepoRow } from './schema.ts';

/** What lists of repos are asked for. What is left out is not asked. */
export interface RepoFilter {
  /** Ids of labs. */
  readonly lab?: readonly string[] | undefined;
  readonly release?: string | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly role?: RepoRole | undefined;
  readonly state: RepoRow['state'] | 'any';
}

export interface ListedRepo extends RepoRow {
  readonly release_name: string;
}

/** Where a page ended. */
export interface RepoPlace {
  /** Milliseconds since 1970. */
  readonly publicAt: number;
  readonly key: string;
}

/** Repos of releases that are shown, the newest first. */
export async function listRepos(
  reader: Reader,
  filter: RepoFilter,
  behind: RepoPlace | null,
  limit: number,
): Promise<ListedRepo[]> {
  let query = reader
    .selectFrom('repos')
    .innerJoin('releases', 'releases.id', 'repos.release_id')
    .selectAll('repos')
    .select('releases.name as release_name')
    .where('releases.hidden', '=', 0)
    .orderBy('repos.public_at', 'desc')
    .orderBy('repos.key', 'desc')
    .limit(limit);
  if (filter.lab !== undefined) query = query.where('repos.lab', 'in', [...filter.lab]);
  if (filter.release !== undefined) query = query.where('repos.release_id', '=', filter.release);
  if (filter.kind !== undefined) query = query.where('repos.kind', 'in', [...filter.kind]);
  if (filter.role !== undefined) query = query.where('repos.role', '=', filter.role);
  if (filter.state !== 'any') query = query.where('repos.state', '=', filter.state);
  if (behind !== null) {
    query = query.where((eb) =>
      eb.or([
        eb('repos.public_at', '<', behind.publicAt),
        eb.and([eb('repos.public_at', '=', behind.publicAt), eb('repos.key', '<', behind.key)]),
      ]),
    );
  }
  return await query.execute();
}

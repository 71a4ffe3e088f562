import type { Belief } from '../domain/events.ts';
import type { Reader } from './database.ts';
import type { ClaimRow, RepoRow, SignalRow } from './schema.ts';

/** What a digest asks for. Instants in milliseconds since 1970: `from` belongs to a period, `to` does not. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const IDS_PER_QUERY = 1000;

/** Repos that were seen for the first time then, and were no source's first look. */
export async function reposSeenIn(reader: Reader, { from, to }: Span): Promise<RepoRow[]> {
  return await reader
    .selectFrom('repos')
    .selectAll()
    .where('first_seen', '>=', from)
    .where('first_seen', '<', to)
    .where('baseline', '=', 0)
    .where('quiet', '=', 0)
    .orderBy('first_seen')
    .orderBy('key')
    .execute();
}

/** What was said of releases then, and was no source's first look; oldest first. */
export async function signalsSeenIn(reader: Reader, { from, to }: Span): Promise<SignalRow[]> {
  return await reader
    .selectFrom('signals')
    .selectAll()
    .where('seen_at', '>=', from)
    .where('seen_at', '<', to)
    .where('release_id', 'is not', null)
    .where('baseline', '=', 0)
    .where('state', '=', 'present')
    .orderBy('seen_at')
    .orderBy('seq')
    .execute();
}

/** The releases whose repos were removed then. */
export async function releasesWithRemovals(reader: Reader, { from, to }: Span): Promise<Set<string>> {
  const rows = await reader
    .selectFrom('events')
    .innerJoin('repos', 'repos.key', 'events.key')
    .select('repos.release_id')
    .where('events.type', '=', 'repo.removed')
    .where('events.observed_at', '>=', from)
    .where('events.observed_at', '<', to)
    .distinct()
    .execute();
  return new Set(rows.map((row) => row.release_id));
}

/** A belief that took the place of another. */
export interface BeliefChange {
  readonly releaseId: string;
  readonly at: number;
  readonly before: Belief;
  readonly after: Belief;
}

export async function beliefsChangedIn(reader: Reader, { from, to }: Span): Promise<BeliefChange[]> {
  const rows = await reader
    .selectFrom('events')
    .select(['key', 'observed_at', 'before', 'after'])
    .where('type', '=', 'belief.changed')
    .where('observed_at', '>=', from)
    .where('observed_at', '<', to)
    .orderBy('n')
    .execute();
  return rows.flatMap(({ key, observed_at: at, before, after }) =>
    before === null || after === null
      ? []
      : [{ releaseId: key, at, before: JSON.parse(before), after: JSON.parse(after) }],
  );
}

/** Prices that were said for the first time then, and are still. */
export async function pricesSaidIn(reader: Reader, { from, to }: Span): Promise<ClaimRow[]> {
  return await reader
    .selectFrom('claims')
    .selectAll()
    .where('attribute', '=', 'prices')
    .where('release_id', 'is not', null)
    .where('current', '=', 1)
    .where('observed_at', '>=', from)
    .where('observed_at', '<', to)
    .orderBy('seq')
    .execute();
}

/** Prices of these releases that nobody says any more, the newest first. */
export async function pricesEnded(reader: Reader, releaseIds: readonly string[]): Promise<ClaimRow[]> {
  const found: ClaimRow[] = [];
  for (let start = 0; start < releaseIds.length; start += IDS_PER_QUERY)
    found.push(
      ...(await reader
        .selectFrom('claims')
        .selectAll()
        .where('attribute', '=', 'prices')
        .where('current', '=', 0)
        .where('release_id', 'in', releaseIds.slice(start, start + IDS_PER_QUERY))
        .execute()),
    );
  return found.sort((left, right) => right.observed_at - left.observed_at || right.seq - left.seq);
}

export type ClaimOfDispute = Pick<ClaimRow, 'release_id' | 'attribute' | 'source' | 'url'>;

/** What was said of these releases then for the first time. */
export async function claimsMadeIn(
  reader: Reader,
  releaseIds: readonly string[],
  { from, to }: Span,
): Promise<ClaimOfDispute[]> {
  const found: ClaimOfDispute[] = [];
  for (let start = 0; start < releaseIds.length; start += IDS_PER_QUERY)
    found.push(
      ...(await reader
        .selectFrom('claims')
        .select(['release_id', 'attribute', 'source', 'url'])
        .where('release_id', 'in', releaseIds.slice(start, start + IDS_PER_QUERY))
        .where('current', '=', 1)
        .where('observed_at', '>=', from)
        .where('observed_at', '<', to)
        .orderBy('seq')
        .execute()),
    );
  return found;
}

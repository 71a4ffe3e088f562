import { letOthersRun } from '../event-loop.ts';
import type { Reader } from '../store/database.ts';
import {
  endOfStretch,
  type ListedRepo,
  listRepos,
  type RepoFilter,
  type RepoPlace,
} from '../store/repo-listing.ts';

export interface RepoPage {
  readonly items: readonly ListedRepo[];
  /** Where to go on; null where there is no more. */
  readonly next: RepoPlace | null;
}

/** Repos that one statement looks through: a few milliseconds, in which nothing else runs. */
const LOOKED_THROUGH = 5000;
/** And how often one page does so. What is rarer comes on more pages, of which some have less on them than they might. */
const MOST_LOOKS = 20;

/** Repos that fit, the newest first. `behind`: `next` of the page before; null at first. */
export async function browseRepos(
  reader: Reader,
  filter: RepoFilter,
  behind: RepoPlace | null,
  limit: number,
): Promise<RepoPage> {
  const items: ListedRepo[] = [];
  let at = behind;
  for (let look = 0; look < MOST_LOOKS && items.length < limit; look++) {
    const through = await endOfStretch(reader, filter, at, LOOKED_THROUGH);
    // One more than is shown: so that the last page says that it is.
    const wanted = limit - items.length + 1;
    const found = await listRepos(reader, filter, { behind: at, through }, wanted);
    items.push(...found);
    if (items.length > limit) return { items: items.slice(0, limit), next: placeOf(items[limit - 1]) };
    if (through === null) return { items, next: null };
    at = through;
    await letOthersRun();
  }
  return { items, next: at };
}

function placeOf(repo: ListedRepo | undefined): RepoPlace | null {
  return repo === undefined ? null : { publicAt: repo.public_at, key: repo.key };
}

import { letOthersRun } from '../event-loop.ts';
import type { Reader } from '../store/database.ts';
import {
  endOfStretch,
  type ListedRepo,
  listRepos,
  type RepoFilter,
  type RepoPlace,
} from '../store/repo-listing.ts';

import type { LookBounds } from './look-bounds.ts';

export interface RepoPage {
  readonly items: readonly ListedRepo[];
  /** Where to go on; null where there is no more. */
  readonly next: RepoPlace | null;
}

/** Rows of repos are wide. */
const BOUNDS: LookBounds = { stretch: 5000, stretches: 20 };

/** Repos that fit, the newest first. `behind`: `next` of the page before; null at first. */
export async function browseRepos(
  reader: Reader,
  filter: RepoFilter,
  behind: RepoPlace | null,
  limit: number,
  bounds: LookBounds = BOUNDS,
): Promise<RepoPage> {
  const items: ListedRepo[] = [];
  let at = behind;
  for (let look = 0; look < bounds.stretches && items.length < limit; look++) {
    const through = await endOfStretch(reader, filter, at, bounds.stretch);
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

import type { HubRepo } from './hub-repo.ts';
import { type CompactRepo, makeRepo } from './make-repo.ts';

/** A repo by its name alone, or with what sets it apart from the others of its launch. */
export type LaunchedRepo = string | ({ readonly name: string } & Partial<CompactRepo>);

/** Labs make the repos of a launch in one go: where no time is given, each is made this much after the one before. */
const secondsApart = 37;

/** Repos of one organization that have most things in common. */
export function launch(
  organization: string,
  common: Omit<CompactRepo, 'name'>,
  repos: readonly LaunchedRepo[],
): HubRepo[] {
  return repos.map((repo, index) => {
    const own = typeof repo === 'string' ? { name: repo } : repo;
    const made = new Date(Date.parse(common.made) + index * secondsApart * 1000).toISOString();
    return makeRepo({ ...common, made, ...own, name: `${organization}/${own.name}` });
  });
}

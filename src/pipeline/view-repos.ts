import type { Kind, RepoRole } from '../domain/catalog.ts';
import { repoUrl } from '../domain/release-facts.ts';
import type { RepoView } from '../domain/release-view.ts';
import type { ListedRepo } from '../store/repo-listing.ts';

/** A repo among those of many releases. */
export interface ListedRepoView extends RepoView {
  readonly lab: string;
  /** Id of its release. */
  readonly release: string;
  readonly releaseName: string;
  readonly model: string;
  readonly state: ListedRepo['state'];
  /** ISO 8601: when it became public; for what was there at the first look, when it was made. */
  readonly publicAt: string;
}

export function viewListedRepo(repo: ListedRepo): ListedRepoView {
  return {
    id: repo.name,
    lab: repo.lab,
    release: repo.release_id,
    releaseName: repo.release_name,
    model: repo.model_name,
    kind: repo.kind as Kind,
    role: repo.role as RepoRole,
    ...(repo.quantization === null ? {} : { quantization: repo.quantization }),
    state: repo.state,
    url: repoUrl(repo),
    firstSeenAt: new Date(repo.first_seen).toISOString(),
    publicAt: new Date(repo.public_at).toISOString(),
  };
}

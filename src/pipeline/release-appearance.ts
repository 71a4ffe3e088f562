import type { AlertContent } from '../domain/alert.ts';
import type { Kind } from '../domain/catalog.ts';
import type { Milestone } from '../domain/milestones.ts';
import { isLanguageModel } from '../domain/release-kind.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { reposOfRelease } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import { signalsOfRelease } from '../store/signals.ts';
import { composeContent } from './compose-alert.ts';
import { announces } from './signal-rows.ts';
import type { Labs } from './view-release.ts';

/** One telling of a release. */
export interface Appearance {
  readonly content: AlertContent;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** As it would have been told when it came; null for what nobody said was there. */
export async function appearanceOf(
  reader: Reader,
  release: ReleaseRow,
  view: ReleaseView,
  labs: Labs,
): Promise<Appearance | null> {
  const repos = await reposOfRelease(reader, release.id);
  const signals = await signalsOfRelease(reader, release.id);
  const saying = signals.filter((signal) => announces(signal.statement));
  const milestone = milestoneOf(release, repos, saying);
  if (milestone === null) return null;
  const at = release.first_public ?? Date.parse(view.releasedOn ?? view.firstSeenAt);
  const covered = { repos: telling(repos), signals: repos.length > 0 ? [] : saying };
  const content = composeContent({
    id: `appearance-${release.id}`,
    milestone,
    release,
    view,
    covered,
    signals,
    labs,
    now: at,
  });
  return { content, at };
}

function milestoneOf(
  release: ReleaseRow,
  repos: readonly RepoRow[],
  saying: readonly SignalRow[],
): Milestone | null {
  if (repos.length > 0) return 'new';
  if (release.status === 'api-only') return 'available';
  return saying.length > 0 ? 'announced' : null;
}

/** A release of language models is told by its language models. */
function telling(repos: readonly RepoRow[]): readonly RepoRow[] {
  const languageModels = repos.filter((repo) => isLanguageModel(repo.kind as Kind));
  return languageModels.length > 0 ? languageModels : repos;
}

import type { AlertContent } from '../domain/alert.ts';
import { isLanguageModel } from '../domain/release-kind.ts';
import type { StoredAlert } from '../store/alerts.ts';
import { reposOfRelease, resolveRelease } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { ReleaseRow, RepoRow } from '../store/schema.ts';
import { signalsOfRelease } from '../store/signals.ts';
import { composeContent } from './compose-alert.ts';
import { toldDisputes } from './told-disputes.ts';
import { type Labs, viewRelease } from './view-release.ts';

/**
 * What an alert says by what is known now: a new release with all that came in its settling time (milliseconds), another
 * milestone as it was decided, with the release as it is. Where the release turned out to be another, it speaks of that.
 */
export async function latestContent(
  reader: Reader,
  alert: StoredAlert,
  labs: Labs,
  settling: number,
): Promise<AlertContent> {
  const release = alert.release_id === null ? undefined : await resolveRelease(reader, alert.release_id);
  if (release === undefined) return alert.content;
  const view = await viewRelease(reader, release, labs);
  const launch = alert.milestone === 'new' ? await launchOf(reader, alert, release, settling) : [];
  if (launch.length === 0) {
    const { disputes: _then, ...content } = alert.content;
    const disputes = toldDisputes(release);
    return { ...content, release: view, ...(disputes.length === 0 ? {} : { disputes }) };
  }
  return composeContent({
    id: alert.id,
    milestone: 'new',
    release,
    view,
    covered: { repos: launch, signals: [] },
    signals: await signalsOfRelease(reader, release.id),
    labs,
    now: alert.created_at,
  });
}

/** The repos that a launch consists of: what was told of first, and what came until it had settled. */
async function launchOf(
  reader: Reader,
  alert: StoredAlert,
  release: ReleaseRow,
  settling: number,
): Promise<readonly RepoRow[]> {
  const told = new Set(alert.content.alert.covers);
  const repos = (await reposOfRelease(reader, release.id)).filter(
    (repo) => repo.state === 'present' && (told.has(repo.name) || isOfLaunch(repo, alert, settling)),
  );
  // An image decoder beside language models is not what is told.
  const speaking = repos.filter((repo) => told.has(repo.name) || isLanguageModel(repo.kind as 'llm'));
  return repos.some((repo) => isLanguageModel(repo.kind as 'llm')) ? speaking : repos;
}

function isOfLaunch(repo: RepoRow, { created_at: toldAt }: StoredAlert, settling: number): boolean {
  if (repo.baseline === 1 || repo.quiet === 1) return false;
  return repo.first_seen >= toldAt - settling && repo.first_seen < toldAt + settling;
}

import type { Kind, Lifecycle, ReleaseStatus, RepoRole } from '../domain/catalog.ts';
import type { DescribedRelease } from '../domain/claims/described-release.ts';
import type { Lab } from '../domain/lab.ts';
import type { Naming } from '../domain/operator-decisions.ts';
import { repoUrl } from '../domain/release-facts.ts';
import type { FactView, ReleaseView } from '../domain/release-view.ts';
import { reposOfReleases } from '../store/catalog.ts';
import { claimsOfReleases } from '../store/claims.ts';
import type { Reader } from '../store/database.ts';
import type { ReleaseRow, RepoRow } from '../store/schema.ts';
import { countSignals } from '../store/signals.ts';
import { describe } from './describe-release.ts';

export type Labs = ReadonlyMap<string, Lab>;

export async function viewRelease(reader: Reader, release: ReleaseRow, labs: Labs): Promise<ReleaseView> {
  const [view] = await viewReleases(reader, [release], labs);
  if (view === undefined) throw new RangeError('one release gives one view');
  return view;
}

/** Many at once, in the order given. */
export async function viewReleases(
  reader: Reader,
  releases: readonly ReleaseRow[],
  labs: Labs,
): Promise<ReleaseView[]> {
  const ids = releases.map((release) => release.id);
  const repos = await reposOfReleases(reader, ids);
  const counts = await countSignals(reader, ids);
  const described = await describedReleases(reader, releases, repos);
  return releases.map((release) => {
    const { id } = release;
    const known = described.get(id) ?? NOTHING;
    return composeView(release, repos.get(id) ?? [], known, counts.get(id) ?? 0, labs);
  });
}

const NOTHING: DescribedRelease = { models: [], facts: {}, disputes: [], believed: [] };

/** What is believed of each, by its id: as it is kept, or from its claims where nobody described it yet. */
export async function describedReleases(
  reader: Reader,
  releases: readonly ReleaseRow[],
  repos: ReadonlyMap<string, readonly RepoRow[]>,
): Promise<Map<string, DescribedRelease>> {
  const fresh = releases.filter((release) => release.described === null).map((release) => release.id);
  const claims = await claimsOfReleases(reader, fresh);
  return new Map(
    releases.map((release) => [
      release.id,
      release.described === null
        ? describe(release, repos.get(release.id) ?? [], claims.get(release.id) ?? [])
        : (JSON.parse(release.described) as DescribedRelease),
    ]),
  );
}

/** What is shown of a release, from what is known of it. `signals`: how many things speak of it besides its repos. */
export function composeView(
  release: ReleaseRow,
  repos: readonly RepoRow[],
  described: DescribedRelease,
  signals: number,
  labs: Labs,
): ReleaseView {
  const shown = repos.filter((repo) => repo.state === 'present');
  const visible = shown.length > 0 ? shown : repos;
  return {
    id: release.id,
    lab: release.lab,
    family: release.family,
    name: release.name,
    kind: release.kind as Kind,
    status: release.status as ReleaseStatus,
    firstSeenAt: new Date(firstSeenOf(release, repos)).toISOString(),
    ...(release.released_on === null ? {} : { releasedOn: release.released_on }),
    lifecycle: release.lifecycle as Lifecycle,
    models: described.models,
    repos: visible.map(viewRepo),
    facts: { developer: configuredDeveloper(release, labs), ...described.facts },
    signals: visible.length + signals + (release.planned === null ? 0 : 1),
    ...(release.operator === null ? {} : { decided: (JSON.parse(release.operator) as Naming).notes }),
  };
}

/** A release that was planned before is first seen when its weights are. */
function firstSeenOf(release: ReleaseRow, repos: readonly RepoRow[]): number {
  return repos.length === 0 ? release.first_seen : Math.min(...repos.map((repo) => repo.first_seen));
}

function viewRepo(repo: RepoRow) {
  return {
    id: repo.name,
    kind: repo.kind as Kind,
    role: repo.role as RepoRole,
    ...(repo.quantization === null ? {} : { quantization: repo.quantization }),
    url: repoUrl(repo),
    firstSeenAt: new Date(repo.first_seen).toISOString(),
  };
}

/** Where nobody says who made it: the lab under which it is kept. */
function configuredDeveloper(release: ReleaseRow, labs: Labs): FactView {
  const name = labs.get(release.lab)?.name ?? release.lab;
  return { value: name, reason: 'configured', source: 'labs.yaml', url: '', conflicting: false };
}

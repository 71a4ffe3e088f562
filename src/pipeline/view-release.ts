import type { Kind, Lifecycle, ReleaseStatus, RepoRole } from '../domain/catalog.ts';
import { notAfter } from '../domain/first-seen.ts';
import type { Lab } from '../domain/lab.ts';
import type { RepoObservation } from '../domain/observation.ts';
import { describeModels, describeRelease, type FactSource, hubUrl } from '../domain/release-facts.ts';
import type { FactView, ReleaseView } from '../domain/release-view.ts';
import { reposOfReleases } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import { countSignals, signalsOfReleases } from '../store/signals.ts';
import { announcingSignal } from './signal-rows.ts';

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
  // Where there is no repo, what is said is all there is.
  const said = await signalsOfReleases(
    reader,
    ids.filter((id) => !repos.has(id)),
  );
  return releases.map((release) => {
    const { id } = release;
    const heard = { count: counts.get(id) ?? 0, said: said.get(id) ?? [] };
    return composeView(release, repos.get(id) ?? [], heard, labs);
  });
}

interface Heard {
  /** How many articles and entries speak of it. */
  readonly count: number;
  /** What they say, where it has no repo. */
  readonly said: readonly SignalRow[];
}

function composeView(release: ReleaseRow, repos: readonly RepoRow[], heard: Heard, labs: Labs): ReleaseView {
  const shown = repos.filter((repo) => repo.state === 'present');
  const visible = shown.length > 0 ? shown : repos;
  const models = describeModels(visible.map(factSource));
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
    models,
    repos: visible.map(viewRepo),
    facts: describeRelease(
      models,
      developerOf(release, visible, labs),
      releasedOnOf(release, visible, heard),
    ),
    signals: visible.length + heard.count + (release.planned === null ? 0 : 1),
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
    url: hubUrl(repo.name),
    firstSeenAt: new Date(repo.first_seen).toISOString(),
  };
}

/** What of a repo its facts are drawn from. */
export function factSource(repo: RepoRow): FactSource {
  return {
    name: repo.name,
    modelName: repo.model_name,
    kind: repo.kind as Kind,
    role: repo.role as RepoRole,
    quantization: repo.quantization,
    totalParameters: repo.total_parameters,
    activeParameters: repo.active_parameters,
    observation: JSON.parse(repo.observation) as RepoObservation,
  };
}

function developerOf(release: ReleaseRow, repos: readonly RepoRow[], labs: Labs): FactView {
  const name = labs.get(release.lab)?.name ?? release.lab;
  const [repo] = repos;
  if (repo === undefined)
    return { value: name, reason: 'configured', source: 'labs.yaml', url: '', conflicting: false };
  return {
    value: name,
    reason: "published in the lab's own organization",
    source: 'huggingface',
    url: hubUrl(repo.name),
    conflicting: false,
  };
}

function releasedOnOf(release: ReleaseRow, repos: readonly RepoRow[], { said }: Heard): FactView | null {
  const [repo] = repos;
  if (release.released_on === null) return null;
  if (repo === undefined) return saidOn(release.released_on, said);
  const reason =
    release.baseline === 1
      ? 'its first repo was made then; it may have been shown later'
      : 'its first repo was seen public then';
  return {
    value: release.released_on,
    reason,
    source: 'huggingface',
    url: hubUrl(repo.name),
    conflicting: false,
  };
}

/** The day on which the first of those who are believed said that it is out. */
function saidOn(day: string, said: readonly SignalRow[]): FactView | null {
  const signal = said.find((one) => new Date(notAfter(announcingSignal(one))).toISOString().startsWith(day));
  if (signal === undefined) return null;
  const { publisher: source, url } = signal;
  return { value: day, reason: 'it was said to be out then', source, url: url ?? '', conflicting: false };
}

import type { FactView, ModelView, ReleaseView } from '../domain/release-view.ts';
import type { Row } from '../pipeline/csv-rows.ts';
import type { ClaimRow, SignalRow } from '../store/schema.ts';

/** What the rows of a listing are. */
export const rowKinds = ['releases', 'models', 'repos', 'claims', 'news'] as const;

export type RowKind = (typeof rowKinds)[number];

/** Facts that stand in columns of their own, each with where it comes from and why it is believed. */
const FACTS = [
  'developer',
  'released_on',
  'total_parameters',
  'active_parameters',
  'context_length',
  'license',
  'openness',
  'modalities',
  'architecture',
  'training_tokens',
  'languages',
  'base_model',
  'paper',
] as const;

const FACT_COLUMNS = FACTS.flatMap((fact) => [fact, `${fact}_url`, `${fact}_reason`]);

const RELEASE = ['release_id', 'lab', 'family', 'release', 'kind', 'status', 'lifecycle', 'first_seen_at'];

/** Columns in their order: new ones are added at the end, none is renamed. Documented in docs/data-dictionary.md. */
export const columnsOfRows: Readonly<Record<RowKind, readonly string[]>> = {
  releases: [...RELEASE, ...FACT_COLUMNS, 'models', 'repos', 'signals', 'disputed'],
  models: [...RELEASE, 'model', 'role', ...FACT_COLUMNS, 'repos', 'disputed'],
  repos: [...RELEASE, 'repo', 'model', 'repo_kind', 'role', 'quantization', 'url', 'repo_first_seen_at'],
  claims: [
    'lab',
    'release_id',
    'release',
    'model',
    'family',
    'attribute',
    'value',
    'written',
    'source',
    'publisher',
    'extraction',
    'place',
    'url',
    'quote',
    'credit',
    'said_at',
    'observed_at',
    'current',
  ],
  news: ['lab', 'topic', 'title', 'quote', 'publisher', 'url', 'published_at', 'seen_at'],
};

export function releaseRows(views: readonly ReleaseView[]): Row[] {
  return views.map((view) => ({
    ...releaseColumns(view),
    ...factColumns(view.facts),
    models: view.models.length,
    repos: view.repos.length,
    signals: view.signals,
    disputed: disputed(view.facts),
  }));
}

export function modelRows(views: readonly ReleaseView[]): Row[] {
  return views.flatMap((view) =>
    view.models.map((model) => ({
      ...releaseColumns(view),
      model: model.name,
      role: model.role,
      // What holds for the whole release holds for its models, where nothing is said of them.
      ...factColumns({ ...wholeFacts(view), ...model.facts }),
      repos: model.repos.length,
      disputed: disputed(model.facts),
    })),
  );
}

export function repoRows(views: readonly ReleaseView[]): Row[] {
  return views.flatMap((view) => {
    const modelOf = new Map(view.models.flatMap((model) => model.repos.map((repo) => [repo, model.name])));
    return view.repos.map((repo) => ({
      ...releaseColumns(view),
      repo: repo.id,
      model: modelOf.get(repo.id) ?? '',
      repo_kind: repo.kind,
      role: repo.role,
      quantization: repo.quantization ?? '',
      url: repo.url,
      repo_first_seen_at: repo.firstSeenAt,
    }));
  });
}

/** `names`: of releases, by their ids. */
export function claimRows(claims: readonly ClaimRow[], names: ReadonlyMap<string, string>): Row[] {
  return claims.map((claim) => ({
    ...claim,
    release: names.get(claim.release_id ?? '') ?? '',
    value: JSON.parse(claim.value),
    said_at: instant(claim.said_at),
    observed_at: instant(claim.observed_at),
    current: claim.current === 1,
  }));
}

export function newsRows(news: readonly SignalRow[]): Row[] {
  return news.map((signal) => ({
    ...signal,
    published_at: signal.published_at === null ? null : instant(signal.published_at),
    seen_at: instant(signal.seen_at),
  }));
}

function releaseColumns(view: ReleaseView): Row {
  return {
    release_id: view.id,
    lab: view.lab,
    family: view.family,
    release: view.name,
    kind: view.kind,
    status: view.status,
    lifecycle: view.lifecycle,
    first_seen_at: view.firstSeenAt,
  };
}

/** Facts of the release that its models do not state one by one. */
function wholeFacts(view: ReleaseView): Readonly<Record<string, FactView>> {
  const ofModels = new Set(view.models.flatMap((model: ModelView) => Object.keys(model.facts)));
  return Object.fromEntries(Object.entries(view.facts).filter(([attribute]) => !ofModels.has(attribute)));
}

function factColumns(facts: Readonly<Record<string, FactView>>): Row {
  return Object.fromEntries(
    FACTS.flatMap((attribute) => {
      const fact = facts[attribute];
      return fact === undefined
        ? []
        : [
            [attribute, fact.value],
            [`${attribute}_url`, fact.url],
            [`${attribute}_reason`, fact.reason],
          ];
    }),
  );
}

/** Attributes on which sources disagree. */
function disputed(facts: Readonly<Record<string, FactView>>): string {
  return Object.entries(facts)
    .filter(([, fact]) => fact.conflicting)
    .map(([attribute]) => attribute)
    .sort()
    .join(' ');
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

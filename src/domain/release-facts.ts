import type { Kind, RepoRole } from './catalog.ts';
import type { RepoObservation } from './observation.ts';
import type { FactView, ModelView } from './release-view.ts';

/** What facts are drawn from: a repo as the catalog knows it. */
export interface FactSource {
  readonly name: string;
  readonly modelName: string;
  readonly kind: Kind;
  readonly role: RepoRole;
  readonly quantization: string | null;
  /** From the name. */
  readonly totalParameters: number | null;
  readonly activeParameters: number | null;
  readonly observation: RepoObservation;
}

/** Source id of what the Hub's listing says. */
const HUB = 'huggingface';

/** Sizes in names are rounded: 14B is 14.8B, 1T is 1.03T. */
const SAME_SIZE = 0.12;

type Attribute =
  | 'total_parameters'
  | 'active_parameters'
  | 'license'
  | 'languages'
  | 'base_model'
  | 'modalities'
  | 'openness'
  | 'paper';

/** The models of a release with the facts that their repos show. Pure; the order of the repos does not matter. */
export function describeModels(repos: readonly FactSource[]): ModelView[] {
  const byModel = Map.groupBy(repos, (repo) => repo.modelName);
  return [...byModel.entries()]
    .map(([name, own]) => ({
      name,
      role: roleOf(own),
      facts: factsOfModel(own),
      repos: own.map((repo) => repo.name).sort(compareText),
    }))
    .sort(
      (left, right) =>
        numberOf(right.facts.total_parameters) - numberOf(left.facts.total_parameters) ||
        compareText(left.name, right.name),
    );
}

/** A release's own facts: those that all its models share, ranges of numbers otherwise, and who made it. */
export function describeRelease(
  models: readonly ModelView[],
  developer: FactView,
  releasedOn: FactView | null,
): Record<string, FactView> {
  const facts: Record<string, FactView> = { developer };
  if (releasedOn !== null) facts.released_on = releasedOn;
  const attributes = new Set(models.flatMap((model) => Object.keys(model.facts)));
  for (const attribute of [...attributes].sort(compareText)) {
    const known = models.map((model) => model.facts[attribute]).filter((fact) => fact !== undefined);
    const shared = shareFacts(known, models.length);
    if (shared !== null) facts[attribute] = shared;
  }
  return facts;
}

function shareFacts(known: readonly FactView[], models: number): FactView | null {
  const [first] = known;
  if (first === undefined) return null;
  const same = known.every((fact) => JSON.stringify(fact.value) === JSON.stringify(first.value));
  if (same) return known.length === models ? first : null;
  const numbers = known.map((fact) => fact.value).filter((value) => typeof value === 'number');
  if (numbers.length !== known.length) return null;
  return {
    ...first,
    value: { min: Math.min(...numbers), max: Math.max(...numbers) },
    reason: `range over ${known.length} models`,
  };
}

function roleOf(repos: readonly FactSource[]): RepoRole {
  const roles = new Set(repos.map((repo) => repo.role));
  return roles.has('chat')
    ? 'chat'
    : roles.has('thinking')
      ? 'thinking'
      : roles.has('base')
        ? 'base'
        : 'other';
}

function factsOfModel(repos: readonly FactSource[]): Record<string, FactView> {
  const ordered = [...repos].sort(byTrust);
  const facts: Partial<Record<Attribute, FactView>> = {};
  const total = totalParameters(ordered);
  if (total !== null) facts.total_parameters = total;
  const active = ordered.find((repo) => repo.activeParameters !== null);
  if (active !== undefined)
    facts.active_parameters = fact(active, active.activeParameters, 'stated in the name of the repo');
  for (const [attribute, read, reason] of LISTED) {
    const source = ordered.find((repo) => read(repo) !== null);
    if (source !== undefined) facts[attribute] = fact(source, read(source), reason);
  }
  return facts as Record<string, FactView>;
}

/** Attributes that one repo says outright: how to read them, and why they are believed. */
const LISTED: readonly (readonly [Attribute, (repo: FactSource) => unknown, string])[] = [
  ['license', (repo) => repo.observation.license, 'stated by the lab in the repo'],
  [
    'languages',
    (repo) => (repo.observation.languages.length > 0 ? repo.observation.languages : null),
    'stated by the lab in the repo',
  ],
  ['base_model', baseModel, 'stated by the lab in the repo'],
  ['modalities', modalities, 'from the task the repo is tagged with'],
  [
    'openness',
    (repo) => (repo.observation.gated === false ? 'open-weights' : 'gated-weights'),
    'the weights are on the Hub',
  ],
  [
    'paper',
    (repo) => tagged(repo, 'arxiv:', (id) => `https://arxiv.org/abs/${id}`),
    'linked by the lab in the repo',
  ],
];

/** Full-precision repos speak for a model before its quantisations, bases of it after what people use. */
function byTrust(left: FactSource, right: FactSource): number {
  const rank = (repo: FactSource) => (repo.quantization === null ? 0 : 2) + (repo.role === 'base' ? 1 : 0);
  return rank(left) - rank(right) || compareText(left.name, right.name);
}

/**
 * The count of the safetensors metadata where it is of a full-precision repo and fits the name; else the name's. Packed
 * quantisations count too few, and metadata may count a drafter that the lab does not (685B for a model of 671B).
 */
function totalParameters(ordered: readonly FactSource[]): FactView | null {
  const named = ordered.find((repo) => repo.totalParameters !== null);
  const counted = ordered.find((repo) => repo.quantization === null && repo.observation.parameters !== null);
  const count = counted?.observation.parameters?.total ?? null;
  if (counted !== undefined && count !== null) {
    const stated = named?.totalParameters ?? null;
    if (stated === null || Math.abs(count - stated) <= stated * SAME_SIZE)
      return fact(counted, count, 'counted in the weights (safetensors metadata)');
  }
  return named === undefined ? null : fact(named, named.totalParameters, 'stated in the name of the repo');
}

function baseModel(repo: FactSource): string | null {
  const base = repo.observation.baseModels;
  return repo.quantization === null && base !== null && base.relation !== 'quantized'
    ? (base.names[0] ?? null)
    : null;
}

const INPUTS: Readonly<Record<string, readonly string[]>> = {
  'text-generation': ['text'],
  'image-text-to-text': ['text', 'image'],
  'video-text-to-text': ['text', 'video'],
  'audio-text-to-text': ['text', 'audio'],
  'any-to-any': ['any'],
};

function modalities(repo: FactSource): readonly string[] | null {
  return INPUTS[repo.observation.pipelineTag ?? ''] ?? null;
}

function tagged(repo: FactSource, prefix: string, shape: (rest: string) => string): string | null {
  const tag = repo.observation.tags.find((candidate) => candidate.startsWith(prefix));
  const rest = tag?.slice(prefix.length) ?? '';
  return /^\d{4}\.\d{4,5}$/.test(rest) ? shape(rest) : null;
}

function fact(repo: FactSource, value: unknown, reason: string): FactView {
  return { value, reason, source: HUB, url: hubUrl(repo.name), conflicting: false };
}

/** The page of a repo. */
export function hubUrl(name: string): string {
  return `https://huggingface.co/${name.split('/').map(encodeURIComponent).join('/')}`;
}

function numberOf(value: FactView | undefined): number {
  return typeof value?.value === 'number' ? value.value : 0;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

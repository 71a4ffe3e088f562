import type { RepoRole } from '../catalog.ts';
import type { FactView, ModelView } from '../release-view.ts';
import { type AttributedClaim, type Described, type Dispute, describeBeliefs } from './describe-beliefs.ts';
import type { Evidence } from './impossibility.ts';

/** What the catalog makes of everything that is said of a release: kept beside it, and made anew from its claims. */
export interface DescribedRelease {
  readonly models: readonly ModelView[];
  readonly facts: Readonly<Record<string, FactView>>;
  readonly disputes: readonly Dispute[];
}

/** A model of a release, as its repos show it. */
export interface ModelOfRelease {
  readonly name: string;
  readonly role: RepoRole;
  /** Hub names. */
  readonly repos: readonly string[];
}

export interface ReleaseToDescribe {
  readonly name: string;
  readonly models: readonly ModelOfRelease[];
  /** Day on which its weights were first seen public; null for a baseline, or where there are none. */
  readonly publicSince: string | null;
}

/** These belong to a model, also where a text says them of a release that has one of its name. */
const OF_MODELS: ReadonlySet<string> = new Set([
  'total_parameters',
  'active_parameters',
  'experts',
  'layers',
  'context_length',
  'architecture',
  'training_tokens',
  'benchmarks',
  'base_model',
]);

/** Weighs the claims of a release and of its models. Pure; the order of claims and models does not matter. */
export function describeRelease(
  release: ReleaseToDescribe,
  claims: readonly AttributedClaim[],
): DescribedRelease {
  const own = modelMeant(release);
  const byModel = Map.groupBy(claims, (claim) => {
    if (claim.model !== '') return nameIn(release, claim.model) ?? claim.model;
    return OF_MODELS.has(claim.attribute) ? (own ?? '') : '';
  });
  const names = new Set([...release.models.map((model) => model.name), ...byModel.keys()]);
  names.delete('');
  const disputes: Dispute[] = [];
  const models = [...names].map((name): ModelView => {
    const said = byModel.get(name) ?? [];
    const described = describeBeliefs(name, said, evidenceOf(said, release.publicSince));
    disputes.push(...described.disputes);
    const known = release.models.find((model) => model.name === name);
    return { name, role: known?.role ?? 'other', facts: described.facts, repos: known?.repos ?? [] };
  });
  const whole = describeBeliefs(release.name, byModel.get('') ?? [], evidenceOf([], release.publicSince));
  return {
    models: models.sort(bySize),
    facts: { ...sharedFacts(models), ...stated(whole, models) },
    disputes: [...whole.disputes, ...disputes],
  };
}

/** The one model that is meant where the release is named: the only one, or that of its name. */
function modelMeant(release: ReleaseToDescribe): string | null {
  const [first, ...others] = release.models;
  if (first === undefined) return null;
  return others.length === 0 ? first.name : nameIn(release, release.name);
}

function nameIn(release: ReleaseToDescribe, name: string): string | null {
  return release.models.find((model) => fold(model.name) === fold(name))?.name ?? null;
}

function evidenceOf(claims: readonly AttributedClaim[], publicSince: string | null): Evidence {
  const counts = claims.flatMap(({ extraction, attribute, value, firstParty, current }) =>
    extraction === 'weights' &&
    attribute === 'total_parameters' &&
    value.kind === 'number' &&
    firstParty &&
    current
      ? [value.amount]
      : [],
  );
  return { countedParameters: counts.length === 0 ? null : Math.max(...counts), publicSince };
}

/** What is said of the whole, except where its models know better each for itself. */
function stated(whole: Described, models: readonly ModelView[]): Record<string, FactView> {
  return Object.fromEntries(
    Object.entries(whole.facts).filter(
      ([attribute]) =>
        !(OF_MODELS.has(attribute) && models.some((model) => model.facts[attribute] !== undefined)),
    ),
  );
}

/** Facts that all models share; ranges of numbers otherwise. */
function sharedFacts(models: readonly ModelView[]): Record<string, FactView> {
  const facts: Record<string, FactView> = {};
  for (const attribute of new Set(models.flatMap((model) => Object.keys(model.facts)))) {
    const known = models.flatMap((model) => model.facts[attribute] ?? []);
    const shared = shareFact(known, models.length);
    if (shared !== null) facts[attribute] = shared;
  }
  return facts;
}

function shareFact(known: readonly FactView[], models: number): FactView | null {
  const [first] = known;
  if (first === undefined) return null;
  const conflicting = known.some((fact) => fact.conflicting);
  if (known.every((fact) => JSON.stringify(fact.value) === JSON.stringify(first.value)))
    return known.length === models ? { ...first, conflicting } : null;
  const numbers = known.map((fact) => fact.value).filter((value) => typeof value === 'number');
  if (numbers.length !== known.length) return null;
  return {
    ...first,
    value: { min: Math.min(...numbers), max: Math.max(...numbers) },
    reason: `range over ${known.length} models`,
    conflicting,
  };
}

function bySize(left: ModelView, right: ModelView): number {
  const size = (model: ModelView) => {
    const value = model.facts.total_parameters?.value;
    return typeof value === 'number' ? value : 0;
  };
  return size(right) - size(left) || (left.name < right.name ? -1 : left.name > right.name ? 1 : 0);
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '-');
}

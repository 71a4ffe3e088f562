import type { RepoRole } from '../catalog.ts';
import type { FactView, ModelView } from '../release-view.ts';
import { type ClaimValue, valueToJson } from './claim-value.ts';
import { type AttributedClaim, type Described, type Dispute, describeBeliefs } from './describe-beliefs.ts';
import { fitOf } from './fit.ts';
import type { Evidence } from './impossibility.ts';
import { shareFacts } from './shared-facts.ts';

/** What the catalog makes of everything that is said of a release: kept beside it, and made anew from its claims. */
export interface DescribedRelease {
  readonly models: readonly ModelView[];
  readonly facts: Readonly<Record<string, FactView>>;
  readonly disputes: readonly Dispute[];
  /** Ids of the claims that are believed. */
  readonly believed: readonly string[];
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

/** What is said of a release holds of its models, where something else is said of one of them. */
const INHERITED: ReadonlySet<string> = new Set(['released_on', 'developer']);

/** Weighs the claims of a release and of its models. Pure; the order of claims and models does not matter. */
export function describeRelease(
  release: ReleaseToDescribe,
  claims: readonly AttributedClaim[],
): DescribedRelease {
  const said = claims.filter((claim) => claim.current);
  const own = modelMeant(release, said);
  const called = new Map<string, string>();
  const byModel = Map.groupBy(said, ({ model, attribute, value }) => {
    if (model !== '') {
      const known = called.get(model) ?? nameIn(release, model) ?? model;
      called.set(model, known);
      return known;
    }
    return OF_MODELS.has(attribute) && value.kind !== 'range' ? (own ?? '') : '';
  });
  const ofWhole = byModel.get('') ?? [];
  byModel.delete('');
  const names = new Set([...release.models.map((model) => model.name), ...byModel.keys()]);
  const [only] = names;
  if (names.size === 1 && only !== undefined) return describeOnly(release, only, said);
  const described = [...names].map((name) => describeModel(release, name, byModel.get(name) ?? [], ofWhole));
  const views = described.map(({ view }) => view);
  const shown = views.filter((model) => model.repos.length > 0);
  const shared = shareFacts(shown.length > 0 ? shown : views);
  const whole = describeWhole(release, ofWhole, [...byModel.values()].flat(), shared, views);
  return {
    models: views.sort(bySize),
    facts: sorted({ ...shared, ...whole.facts }),
    disputes: once([...whole.disputes, ...described.flatMap(({ disputes }) => disputes)]),
    believed: [...new Set([...whole.believed, ...described.flatMap(({ believed }) => believed)])],
  };
}

/** A release of one model and that model are one subject. */
function describeOnly(
  release: ReleaseToDescribe,
  name: string,
  said: readonly AttributedClaim[],
): DescribedRelease {
  const { view, ...rest } = describeModel(release, name, said, []);
  const models = release.models.length > 0 || said.some(({ model }) => model !== '') ? [view] : [];
  return { models, facts: sorted(view.facts), ...rest };
}

interface DescribedModel extends Pick<Described, 'disputes' | 'believed'> {
  readonly view: ModelView;
}

function describeModel(
  release: ReleaseToDescribe,
  name: string,
  said: readonly AttributedClaim[],
  ofWhole: readonly AttributedClaim[],
): DescribedModel {
  const own = new Set(said.map((claim) => claim.attribute));
  const inherited = ofWhole.filter(({ attribute }) => INHERITED.has(attribute) && own.has(attribute));
  const weighed = ofBestStanding([...said, ...inherited]);
  const { facts, ...rest } = describeBeliefs(name, weighed, evidenceOf(name, said, release.publicSince));
  const known = release.models.find((model) => model.name === name);
  return { view: { name, role: known?.role ?? 'other', facts, repos: known?.repos ?? [] }, ...rest };
}

/**
 * What is said of the release as a whole. Where its models share a fact, they have a say in it; where they differ, it has
 * none of its own, and what fits none of them is disputed.
 */
function describeWhole(
  release: ReleaseToDescribe,
  ofWhole: readonly AttributedClaim[],
  ofModels: readonly AttributedClaim[],
  shared: Record<string, FactView>,
  models: readonly ModelView[],
): Described {
  // What texts alone say of one model says nothing of the release, except where it is always one model's.
  const known = new Set(
    models.flatMap(({ facts, repos }) =>
      Object.keys(facts).filter((attribute) => repos.length > 0 || OF_MODELS.has(attribute)),
    ),
  );
  const differing = new Set(
    [...known].filter((attribute) => !INHERITED.has(attribute) && !isOne(shared[attribute])),
  );
  const attributes = new Set(ofWhole.map((claim) => claim.attribute));
  const weighed = ofWhole.filter((claim) => !differing.has(claim.attribute));
  const having = ofModels.filter(
    ({ attribute }) => attributes.has(attribute) && !INHERITED.has(attribute) && isOne(shared[attribute]),
  );
  const all = ofBestStanding([...weighed, ...having]);
  const described = describeBeliefs(release.name, all, evidenceOf(release.name, all, release.publicSince));
  const against = [...differing].flatMap((attribute) => {
    const claims = ofWhole.filter((claim) => claim.attribute === attribute);
    return unfitting(release.name, attribute, claims, shared[attribute] ?? null, ofModels);
  });
  const marked = against.flatMap(({ attribute }) => {
    const fact = shared[attribute];
    return fact === undefined ? [] : [[attribute, { ...fact, conflicting: true }] as const];
  });
  return {
    facts: { ...described.facts, ...Object.fromEntries(marked) },
    disputes: [...described.disputes, ...against],
    believed: described.believed,
  };
}

function isOne(fact: FactView | undefined): boolean {
  return (
    fact !== undefined && !(typeof fact.value === 'object' && fact.value !== null && 'min' in fact.value)
  );
}

/** "15B", of a release whose models have 6, 9 and 34 billion parameters. */
function unfitting(
  subject: string,
  attribute: string,
  claims: readonly AttributedClaim[],
  shared: FactView | null,
  ofModels: readonly AttributedClaim[],
): Dispute[] {
  const known = ofModels.filter((claim) => claim.attribute === attribute && claim.firstParty);
  if (shared === null || known.length === 0) return [];
  const against = claims.filter((claim) => !known.some((other) => agrees(claim.value, other.value)));
  if (against.length === 0) return [];
  const { value, source, url, reason } = shared;
  return [
    {
      subject,
      attribute,
      believed: { value, source, url, quote: null, reason },
      against: against.map((claim) => ({
        value: valueToJson(claim.value),
        source: claim.source,
        url: claim.url,
        quote: claim.quote,
      })),
    },
  ];
}

function agrees(left: ClaimValue, right: ClaimValue): boolean {
  return fitOf(left, right) !== 'conflict';
}

/**
 * The one model that is meant where the release is named: the only one, or that of its name. As long as it has no repos,
 * what is said of the release itself is of that one, if others are told from it.
 */
function modelMeant(release: ReleaseToDescribe, said: readonly AttributedClaim[]): string | null {
  const [first, ...others] = release.models;
  if (first !== undefined) return others.length === 0 ? first.name : nameIn(release, release.name);
  return said.some(({ model }) => model !== '' && fold(model) !== fold(release.name)) ? release.name : null;
}

function nameIn(release: ReleaseToDescribe, name: string): string | null {
  const folded = fold(name);
  return release.models.find((model) => fold(model.name) === folded)?.name ?? null;
}

/**
 * A base may hold more context than the chat model made from it, and a quantisation may have another licence: what people
 * use, in full precision, speaks for the model. What is written in cards, names and weights is of the model in any case.
 */
function ofBestStanding(claims: readonly AttributedClaim[]): readonly AttributedClaim[] {
  const best = new Map<string, number>();
  const keyOf = ({ model, attribute, extraction }: AttributedClaim) =>
    `${model}\n${attribute}\n${extraction}`;
  for (const claim of claims) {
    const key = keyOf(claim);
    best.set(key, Math.min(best.get(key) ?? Number.POSITIVE_INFINITY, claim.standing));
  }
  return claims.filter(
    (claim) =>
      (claim.extraction !== 'listing' && claim.extraction !== 'config') ||
      claim.standing === best.get(keyOf(claim)),
  );
}

function evidenceOf(name: string, claims: readonly AttributedClaim[], publicSince: string | null): Evidence {
  const totals = claims.filter(({ attribute, firstParty }) => attribute === 'total_parameters' && firstParty);
  const counts = totals.flatMap(({ extraction, value }) =>
    extraction === 'weights' && value.kind === 'number' ? [value.amount] : [],
  );
  const named = totals.flatMap(({ extraction, value }) =>
    extraction === 'name' && value.kind === 'number' ? [value] : [],
  );
  return {
    name,
    countedParameters: counts.length === 0 ? null : Math.max(...counts),
    namedParameters: named[0] ?? null,
    publicSince,
  };
}

/** What every model of a release is said to be is disputed once. */
function once(disputes: readonly Dispute[]): Dispute[] {
  return [...new Map(disputes.map((one) => [JSON.stringify([one.attribute, one.against]), one])).values()];
}

function sorted(facts: Readonly<Record<string, FactView>>): Record<string, FactView> {
  const first = (attribute: string) => (FIRST.includes(attribute) ? FIRST.indexOf(attribute) : FIRST.length);
  return Object.fromEntries(
    Object.entries(facts).sort(
      ([left], [right]) => first(left) - first(right) || (left < right ? -1 : left > right ? 1 : 0),
    ),
  );
}

const FIRST: readonly string[] = ['developer', 'released_on', 'total_parameters', 'active_parameters'];

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

import type { Kind, Lifecycle, ReleaseStatus } from './catalog.ts';
import { foldTerm } from './release-filter.ts';
import type { FactView, ModelView, ReleaseView } from './release-view.ts';

/** What a list shows of a release: small enough that a page of fifty is read in a fraction of a millisecond. */
export interface ReleaseCard {
  readonly id: string;
  readonly lab: string;
  readonly family: string;
  readonly name: string;
  readonly kind: Kind;
  readonly status: ReleaseStatus;
  readonly lifecycle: Lifecycle;
  /** ISO 8601. */
  readonly firstSeenAt: string;
  /** ISO 8601, as precise as known. */
  readonly releasedOn?: string;
  /** ISO 8601: where it stands in the timeline. */
  readonly shownAt: string;
  /** Said, and not there yet. */
  readonly plan: boolean;
  /** Those of `listedFacts` that are known. */
  readonly facts: Readonly<Record<string, CardFact>>;
  readonly models: CardModels;
  /** How many repos. */
  readonly repos: number;
  /** How many signals speak of it, as in ReleaseView. */
  readonly signals: number;
  /** Whether anything that is believed of it or of one of its models is contradicted. */
  readonly disputed: boolean;
}

export type CardFact = Pick<FactView, 'value' | 'conflicting'>;

export interface CardModels {
  readonly count: number;
  /** How many of them have a size or a context that is known. */
  readonly measured: number;
  /** Facts of the first of those, which is the largest; null where there is none. */
  readonly largest: Readonly<Record<string, CardFact>> | null;
}

const MEASURES = ['total_parameters', 'active_parameters', 'context_length'] as const;
export const listedFacts = [...MEASURES, 'license', 'modalities', 'openness'] as const;
/** Facts of which a release has several at once: a filter asks whether one of them is meant. */
const NAMED = ['license', 'modalities', 'openness'] as const;

/** A release as lists find, sort and show it. Numbers are null where nobody states them. */
export interface CardEntry {
  readonly card: ReleaseCard;
  /** Milliseconds since 1970, negative: so that the newest comes first where all else ascends. */
  readonly newest: number;
  /** So that names sort as people count: Qwen2, Qwen2.5, Qwen10. */
  readonly nameKey: string;
  /** The first of its licences, folded. */
  readonly license: string | null;
  readonly parameters: Extent;
  readonly active: Extent;
  readonly context: Extent;
  /** `license:mit`, `modalities:image`: what filters on names look for. */
  readonly terms: readonly string[];
  /** What filters on numbers look for: each number that is stated of it or of one of its models. */
  readonly numbers: readonly Measured[];
  /** What a text is looked for in: its name, its family and its repos, one on each line. */
  readonly searched: string;
}

export interface Extent {
  readonly min: number | null;
  readonly max: number | null;
}

export interface Measured {
  readonly attribute: (typeof MEASURES)[number];
  readonly value: number;
}

/** `shownAt`: milliseconds since 1970; `plan`: see isPlan of timeline.ts. */
export function cardEntry(
  view: ReleaseView,
  { shownAt, plan }: { readonly shownAt: number; readonly plan: boolean },
): CardEntry {
  const numbers = MEASURES.flatMap((attribute) =>
    numbersNamed(view, attribute).map((value) => ({ attribute, value })),
  );
  const terms = NAMED.flatMap((attribute) => termsNamed(view, attribute));
  const licenses = terms.filter((term) => term.startsWith('license:')).map((term) => term.slice(8));
  const extentOf = (attribute: Measured['attribute']) =>
    extent(numbers.filter((number) => number.attribute === attribute).map(({ value }) => value));
  return {
    card: cardOf(view, shownAt, plan),
    newest: 0 - shownAt,
    nameKey: foldTerm(view.name).replace(/\d+/g, (digits) => digits.padStart(LONGEST_NUMBER, '0')),
    license: licenses.sort()[0] ?? null,
    parameters: extentOf('total_parameters'),
    active: extentOf('active_parameters'),
    context: extentOf('context_length'),
    terms,
    numbers,
    searched: [view.name, view.family, ...view.repos.map((repo) => repo.id)].map(foldSearched).join('\n'),
  };
}

/** Dates such as 20250711 are the longest numbers in names that mean anything. */
const LONGEST_NUMBER = 8;

/** As texts are compared that somebody looks for: control characters match nothing but each other and space. */
export function foldSearched(text: string): string {
  // Nearly all names are such, and folding takes a while.
  if (/^[!-~]*$/.test(text)) return text.toLowerCase();
  return foldTerm(text.replace(/[\s\p{Cc}]+/gu, ' '));
}

function cardOf(view: ReleaseView, shownAt: number, plan: boolean): ReleaseCard {
  const { id, lab, family, name, kind, status, lifecycle, firstSeenAt, releasedOn, models, repos, signals } =
    view;
  const everywhere = [view.facts, ...models.map((model) => model.facts)];
  return {
    id,
    lab,
    family,
    name,
    kind,
    status,
    lifecycle,
    firstSeenAt,
    ...(releasedOn === undefined ? {} : { releasedOn }),
    shownAt: new Date(shownAt).toISOString(),
    plan,
    facts: lean(view.facts, listedFacts),
    models: modelsOfCard(models),
    repos: repos.length,
    signals,
    disputed: everywhere.some((facts) => Object.values(facts).some((fact) => fact.conflicting)),
  };
}

function modelsOfCard(models: readonly ModelView[]): CardModels {
  const measured = models.filter(({ facts }) => MEASURES.some((attribute) => facts[attribute] !== undefined));
  const [largest] = measured;
  return {
    count: models.length,
    measured: measured.length,
    largest: largest === undefined ? null : lean(largest.facts, MEASURES),
  };
}

function lean(
  facts: Readonly<Record<string, FactView>>,
  attributes: readonly string[],
): Record<string, CardFact> {
  return Object.fromEntries(
    attributes.flatMap((attribute) => {
      const fact = facts[attribute];
      return fact === undefined ? [] : [[attribute, { value: fact.value, conflicting: fact.conflicting }]];
    }),
  );
}

/** Of the release as a whole and of each of its models. */
function valuesNamed(view: ReleaseView, attribute: string): unknown[] {
  const everywhere = [view.facts, ...view.models.map((model) => model.facts)];
  return everywhere.map((facts) => facts[attribute]?.value);
}

function termsNamed(view: ReleaseView, attribute: string): string[] {
  const texts = valuesNamed(view, attribute)
    .flat()
    .filter((value) => typeof value === 'string');
  // The models of a release mostly say the same: it is folded once.
  return [...new Set([...new Set(texts)].map((text) => `${attribute}:${foldTerm(text)}`))];
}

/** Whole numbers: nobody has half a parameter, and no database keeps more exactly than JavaScript counts. */
function numbersNamed(view: ReleaseView, attribute: string): number[] {
  const numbers = valuesNamed(view, attribute).filter((value) => typeof value === 'number');
  return [...new Set(numbers.map(Math.round))].filter(Number.isSafeInteger);
}

function extent(values: readonly number[]): Extent {
  if (values.length === 0) return { min: null, max: null };
  return { min: Math.min(...values), max: Math.max(...values) };
}

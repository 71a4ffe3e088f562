import type { Lifecycle } from './catalog.ts';
import { oneOf } from './release-filter.ts';
import type { FactView, ReleaseView } from './release-view.ts';

/** `no-weights`: it is announced, or can be used as a service alone. */
export const opennesses = ['open-weights', 'gated-weights', 'no-weights'] as const;

export type Openness = (typeof opennesses)[number];

/** What a rule asks of the facts of a release; every part has to fit. */
export interface AskedFacts {
  /** In units; both ends belong to it. */
  readonly parameters?: { readonly min?: number; readonly max?: number };
  readonly license?: readonly string[];
  readonly modality?: readonly string[];
  readonly openness?: readonly Openness[];
  readonly lifecycle?: readonly Lifecycle[];
}

/** `unknown` is not final: nobody has said it yet. */
export type FactsJudgement = 'fit' | 'unknown' | 'other';

/** Whether anything is asked that a release can leave open. */
export function asksForFacts(asked: AskedFacts): boolean {
  const { parameters, license, modality, openness, lifecycle } = asked;
  return [parameters, license, modality, openness, lifecycle].some((part) => part !== undefined);
}

/**
 * Whether a release is what is asked for. `covers`: Hub names of the repos that are told of; where there are any, their
 * models alone are judged. One model that fits is enough; while one says nothing yet, nothing is decided against it.
 */
export function judgeFacts(asked: AskedFacts, view: ReleaseView, covers: readonly string[]): FactsJudgement {
  const { parameters, license, modality, openness, lifecycle } = asked;
  if (lifecycle !== undefined && !lifecycle.includes(view.lifecycle)) return 'other';
  const weightless = view.status === 'announced' || view.status === 'api-only';
  if (openness !== undefined && weightless && !openness.includes('no-weights')) return 'other';
  const parts: FactsJudgement[] = [
    judge(view, covers, 'total_parameters', parameters === undefined ? null : within(parameters)),
    judge(view, covers, 'license', oneOf(license)),
    judge(view, covers, 'modalities', oneOf(modality)),
    weightless ? 'fit' : judge(view, covers, 'openness', oneOf(openness)),
  ];
  if (parts.includes('other')) return 'other';
  return parts.includes('unknown') ? 'unknown' : 'fit';
}

function judge(
  view: ReleaseView,
  covers: readonly string[],
  attribute: string,
  fits: ((fact: FactView) => boolean) | null,
): FactsJudgement {
  if (fits === null) return 'fit';
  const told = view.models.filter((model) => model.repos.some((repo) => covers.includes(repo)));
  const models = told.length > 0 ? told : view.models;
  const ofRelease = sayingSomething(view.facts[attribute]);
  const facts = models.map((model) => sayingSomething(model.facts[attribute]) ?? ofRelease);
  const known = models.length === 0 ? [ofRelease] : facts;
  if (known.some((fact) => fact !== undefined && fits(fact))) return 'fit';
  return known.includes(undefined) ? 'unknown' : 'other';
}

/** A range over models says nothing of one of them. */
function sayingSomething(fact: FactView | undefined): FactView | undefined {
  const value = fact?.value;
  if (value === null || value === undefined || value === '') return undefined;
  return typeof value === 'object' && !Array.isArray(value) ? undefined : fact;
}

function within({ min = 0, max = Number.POSITIVE_INFINITY }: NonNullable<AskedFacts['parameters']>) {
  return ({ value }: FactView) => typeof value === 'number' && value >= min && value <= max;
}

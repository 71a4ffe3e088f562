import type { Claim } from './claim.ts';

/** What is known for certain about a subject, by which a claim can be refuted. */
export interface Evidence {
  /** Name of the release, or of the model. */
  readonly name: string;
  /** Parameters that its full-precision weights hold. Null: not counted. */
  readonly countedParameters: number | null;
  /** Parameters as its repos are called. Null: their names say nothing of it. */
  readonly namedParameters: { readonly amount: number; readonly slack: number } | null;
  /** Day on which its weights were first seen public, `2025-08-19`. Null where they were not, or were there before. */
  readonly publicSince: string | null;
}

export const NO_EVIDENCE: Evidence = {
  name: '',
  countedParameters: null,
  namedParameters: null,
  publicSince: null,
};

/** Metadata counts drafters and embeddings that a lab does not: 685B of a model of 671B. Anything beyond is another model. */
const COUNT_TOLERANCE = 0.15;

/** Why something cannot be true, as it is told. */
export const impossibilities = {
  packed: 'the weights are packed: they hold less than the name says',
  otherCount: 'the weights hold another number of parameters',
  version: 'the number is the version in its name',
  tooManyActive: 'more parameters active than there are',
  publicBefore: 'its weights were public long before',
} as const;

/** An announcement follows its upload within days. */
const MAY_FOLLOW_DAYS = 14;

/**
 * Why a claim cannot be true, whoever makes it; null where it can. A lab's own card errs too: one of 355 billion
 * parameters was published with the figures of its small sister.
 */
export function impossibility(claim: Claim, evidence: Evidence): string | null {
  switch (claim.attribute) {
    case 'total_parameters':
      return wrongTotal(claim, evidence);
    case 'active_parameters':
      return wrongActive(claim, evidence);
    case 'released_on':
      return wrongDay(claim, evidence);
    default:
      return null;
  }
}

function wrongTotal({ value, extraction, firstParty }: Claim, evidence: Evidence): string | null {
  if (value.kind !== 'number') return null;
  if (extraction === 'weights') return isPacked(value.amount, evidence) ? impossibilities.packed : null;
  const counted = countOf(evidence);
  if (counted !== null && Math.abs(value.amount - counted) > counted * COUNT_TOLERANCE + value.slack)
    return impossibilities.otherCount;
  if (!firstParty && versionsIn(evidence.name).includes(value.amount / 1e9)) return impossibilities.version;
  return null;
}

function wrongActive({ value }: Claim, evidence: Evidence): string | null {
  const counted = countOf(evidence);
  if (counted === null || value.kind !== 'number') return null;
  return value.amount > counted * (1 + COUNT_TOLERANCE) ? impossibilities.tooManyActive : null;
}

function wrongDay({ value }: Claim, { publicSince }: Evidence): string | null {
  if (publicSince === null || value.kind !== 'date' || value.from <= publicSince) return null;
  return daysBetween(publicSince, value.from) > MAY_FOLLOW_DAYS ? impossibilities.publicBefore : null;
}

/** Null where the weights of this name are packed: then their count says nothing. */
function countOf(evidence: Evidence): number | null {
  const { countedParameters: counted } = evidence;
  return counted === null || isPacked(counted, evidence) ? null : counted;
}

function isPacked(count: number, { namedParameters: named }: Evidence): boolean {
  return named !== null && Math.abs(count - named.amount) > named.amount * COUNT_TOLERANCE + named.slack;
}

/** `2.5` of Qwen2.5-Max: texts take versions with a point for sizes. Sizes in the name are none. */
function versionsIn(name: string): readonly number[] {
  return [...name.matchAll(/(?<![\d.])(\d+\.\d+)(?![\d.]|\s?[BMT]\b)/gi)].map(([version]) => Number(version));
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

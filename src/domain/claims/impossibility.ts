import type { Claim } from './claim.ts';

/** What is known for certain about a subject, by which a claim can be refuted. */
export interface Evidence {
  /** Parameters that its full-precision weights hold. Null: not counted. */
  readonly countedParameters: number | null;
  /** Day on which its weights were first seen public, `2025-08-19`. Null where they were not, or were there before. */
  readonly publicSince: string | null;
}

export const NO_EVIDENCE: Evidence = { countedParameters: null, publicSince: null };

/** Metadata counts drafters and embeddings that a lab does not: 685B of a model of 671B. Anything beyond is another model. */
const COUNT_TOLERANCE = 0.15;

/**
 * Why a claim cannot be true, whoever makes it; null where it can. A lab's own card errs too: one of 355 billion
 * parameters was published with the figures of its small sister.
 */
export function impossibility(claim: Claim, evidence: Evidence): string | null {
  const { value, attribute } = claim;
  const counted = evidence.countedParameters;
  if (counted !== null && value.kind === 'number' && claim.extraction !== 'weights') {
    if (
      attribute === 'total_parameters' &&
      Math.abs(value.amount - counted) > counted * COUNT_TOLERANCE + value.slack
    )
      return 'the weights hold another number of parameters';
    if (attribute === 'active_parameters' && value.amount > counted * (1 + COUNT_TOLERANCE))
      return 'more parameters active than there are';
  }
  if (attribute === 'released_on' && value.kind === 'date' && evidence.publicSince !== null) {
    if (value.from > evidence.publicSince && daysBetween(evidence.publicSince, value.from) > MAY_FOLLOW_DAYS)
      return 'its weights were public long before';
  }
  return null;
}

/** An announcement follows its upload within days. */
const MAY_FOLLOW_DAYS = 14;

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

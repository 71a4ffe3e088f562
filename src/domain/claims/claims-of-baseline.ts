import type { Lab } from '../lab.ts';
import type { ClaimValue } from './claim-value.ts';
import { valuesOf } from './claims-of-entry.ts';
import { parseScore } from './parse-price.ts';

/** What a document says of one attribute, as it was written down. */
export interface WrittenDown {
  readonly attribute: string;
  readonly value: string;
  readonly asOf: string | null;
  readonly benchmark: {
    readonly name: string;
    readonly setting: string | null;
    readonly measuredBy: string | null;
  } | null;
}

/** Reads it in the shape of its attribute; scores by the test that they are of. */
export function valuesOfWritten(claim: WrittenDown, labs: ReadonlyMap<string, Lab>): ClaimValue[] {
  const { attribute, value, asOf, benchmark } = claim;
  const score = benchmark === null ? null : parseScore(value);
  if (benchmark === null || score === null) return valuesOf(attribute, value, asOf, labs);
  const { name, setting, measuredBy } = benchmark;
  return [{ kind: 'benchmark', benchmark: name, ...score, setting, measuredBy }];
}

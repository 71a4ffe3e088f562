import type { Extraction } from './claim.ts';
import type { ClaimValue } from './claim-value.ts';

/** What one observation says of a release or of one model of it, before it is known which release that is. */
export interface SaidClaim {
  /** Name of the model; empty for the release as a whole. */
  readonly model: string;
  readonly attribute: string;
  readonly value: ClaimValue;
  /** As it stands there. */
  readonly written: string;
  readonly extraction: Extraction;
  /** Where in the source: a tag, a column, a section. */
  readonly place: string;
  readonly url: string;
  readonly quote: string | null;
}

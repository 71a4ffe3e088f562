import type { Voice } from '../signals/voice.ts';
import type { ClaimValue } from './claim-value.ts';

/** How a claim was read from its source. */
export const extractions = [
  /** The operator says so: config/overrides.yaml. */
  'operator',
  /** Counted in the weights' own metadata. */
  'weights',
  /** The model's configuration, which the weights run by. */
  'config',
  /** Front matter, tables and text of a model card. */
  'card',
  /** Fields and tags of the Hub's listing. */
  'listing',
  /** The name of a repo. */
  'name',
  /** A table, infobox or list of a page, an entry of an API. */
  'entry',
  /** A sentence of a page or article. */
  'text',
  /** Written down by hand, with its quote: config/baseline/. */
  'baseline',
] as const;

export type Extraction = (typeof extractions)[number];

/** What one source says of one attribute of one subject. */
export interface Claim {
  /** Given once. */
  readonly id: string;
  readonly attribute: string;
  readonly value: ClaimValue;
  readonly voice: Voice;
  /** Signals of one publisher are not independent of each other. */
  readonly publisher: string;
  /** Whether the lab that made the subject says it of its own. */
  readonly firstParty: boolean;
  readonly extraction: Extraction;
  /** A revision of a page, a table of it, a paragraph: two places of one publisher that say the same agree with each other. */
  readonly place: string;
  /** Milliseconds since 1970: when it was first and last seen to be said; for a document, when that was published. */
  readonly saidAt: number;
  /** False where its source says so no longer: kept, and not believed. */
  readonly current: boolean;
}

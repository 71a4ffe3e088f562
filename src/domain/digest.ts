import type { ToldDispute } from './alert.ts';
import type { Kind, Lifecycle, ReleaseStatus } from './catalog.ts';
import type { FactView } from './release-view.ts';
import type { Topic } from './signals/signal.ts';
import type { ToldChange, ToldState } from './told-changes.ts';

/** What happened in a period, as a digest tells it and a webhook carries it. A contract: fields may be added, not changed. */
export interface Digest {
  readonly period: DigestPeriod;
  /** Releases that came, by lab. */
  readonly labs: readonly DigestLab[];
  /** Of those, the ones that had been planned, announced or served before their weights came. */
  readonly arrived: readonly ArrivedRelease[];
  /** What is said and not there yet: first heard of in the period. */
  readonly planned: readonly PlannedMention[];
  /** Models that came to releases of before. */
  readonly extended: readonly ExtendedRelease[];
  /** What sources disagree on, of what came or was said in the period. */
  readonly disputes: readonly DigestDispute[];
  /** What earlier digests stated and is believed otherwise now. */
  readonly corrections: readonly DigestCorrection[];
  readonly changes: readonly DigestChange[];
  readonly news: readonly TopicNews[];
}

/** Instants in ISO 8601; `from` belongs to it, `to` does not. */
export interface DigestPeriod {
  readonly from: string;
  readonly to: string;
  /** IANA name: in which days are told. */
  readonly timeZone: string;
}

export interface DigestLab {
  readonly lab: string;
  readonly labName: string;
  readonly releases: readonly DigestRelease[];
}

export interface DigestRelease {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly status: ReleaseStatus;
  readonly lifecycle: Lifecycle;
  /** ISO 8601: when it came, as far as modelwatch could see. */
  readonly at: string;
  /** ISO 8601, as precise as known. */
  readonly releasedOn?: string;
  readonly url: string | null;
  /** As releases have them: numbers, ranges, text, lists. */
  readonly facts: Readonly<Record<string, DigestFact>>;
  readonly models: readonly DigestModel[];
  readonly quote: DigestQuote | null;
  readonly first: DigestFirst | null;
}

export type DigestFact = Pick<FactView, 'value' | 'conflicting'>;

export interface DigestModel {
  readonly name: string;
  readonly facts: Readonly<Record<string, DigestFact>>;
}

export interface DigestQuote {
  readonly text: string;
  readonly source: string;
  readonly url: string | null;
}

/** Who had it first, or that nobody can say. Null where only one place showed it. */
export type DigestFirst =
  | { readonly who: string; readonly at: string; readonly leadMinutes: number }
  | { readonly undecidedWithinMinutes: number | null; readonly among: readonly string[] };

interface OfRelease {
  /** Id of the release. */
  readonly id: string;
  readonly release: string;
  readonly labName: string;
}

export interface ArrivedRelease extends OfRelease {
  readonly as: 'planned' | 'announced' | 'available';
  /** ISO 8601: since when that was known. */
  readonly since: string;
}

export interface PlannedMention extends OfRelease {
  readonly quote: DigestQuote | null;
}

export interface ExtendedRelease extends OfRelease {
  /** Names of models. */
  readonly added: readonly string[];
  readonly url: string | null;
}

export interface DigestDispute extends OfRelease, ToldDispute {}

export interface DigestCorrection extends OfRelease, ToldChange {
  /** ISO 8601: of the digest that said otherwise. */
  readonly toldAt: string;
}

/** Of a price, a lifecycle, a licence, or what else is believed otherwise than before the period. */
export interface DigestChange extends OfRelease {
  /** Name of the model; empty for the release as a whole. */
  readonly model: string;
  readonly attribute: string;
  readonly was: unknown;
  readonly is: unknown;
  readonly source: string;
  readonly url: string;
  readonly at: string;
}

export interface TopicNews {
  readonly topic: Topic;
  readonly items: readonly DigestNews[];
  /** How many there were; more than are listed, where there were many. */
  readonly count: number;
}

export interface DigestNews {
  readonly lab: string;
  readonly labName: string;
  readonly title: string;
  readonly quote: string;
  readonly publisher: string;
  readonly url: string | null;
  readonly at: string;
}

/** Whether there is nothing to tell. */
export function isEmptyDigest(digest: Digest): boolean {
  const { labs, planned, extended, disputes, corrections, changes, news } = digest;
  return [labs, planned, extended, disputes, corrections, changes, news].every((part) => part.length === 0);
}

/** What a digest stated of a release, as far as it may turn out otherwise. */
export interface StatedRelease extends ToldState {
  /** Id of the release. */
  readonly id: string;
  readonly status: ReleaseStatus;
}

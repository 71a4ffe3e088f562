import type { FactView } from '../release-view.ts';
import { type Belief, type BeliefReason, believe } from './belief.ts';
import type { Claim } from './claim.ts';
import { aspectOf, valueToJson } from './claim-value.ts';
import { type Evidence, impossibility } from './impossibility.ts';

/** A claim with what a reader needs to find it again. */
export interface AttributedClaim extends Claim {
  /** Name of the model; empty for the release as a whole. */
  readonly model: string;
  /** What a reader would call the source. */
  readonly source: string;
  readonly url: string;
  readonly quote: string | null;
  /** Of the repo that says so: 0 for what people use, in full precision; more for bases, more still for quantisations. */
  readonly standing: number;
}

/** One attribute on which sources disagree, both sides shown. */
export interface Dispute {
  /** The release, or a model of it. */
  readonly subject: string;
  readonly attribute: string;
  /** Null where nothing that is said can be true. */
  readonly believed: (DisputedClaim & { readonly reason: string }) | null;
  readonly against: readonly DisputedClaim[];
}

export interface DisputedClaim {
  readonly value: unknown;
  readonly source: string;
  readonly url: string;
  readonly quote: string | null;
  /** Why it cannot be true, where something refutes it. */
  readonly refuted?: string;
}

export interface Described {
  readonly facts: Readonly<Record<string, FactView>>;
  readonly disputes: readonly Dispute[];
  /** Ids of the claims that are believed. */
  readonly believed: readonly string[];
}

/** Of these a subject has several at once: one for each tier, benchmark, setting. */
const MANY: ReadonlySet<string> = new Set(['prices', 'benchmarks']);

/** Of these everything that is said stands side by side: two users of a model do not contradict each other. */
const GATHERED: ReadonlySet<string> = new Set([
  'adoption',
  'alias',
  'announcement',
  'architecture',
  'assessment',
  'access',
  'derivatives',
  'hardware',
  'incident',
  'investors',
  'paper',
  'policy',
  'restrictions',
  'specialty',
  'training_stages',
  'users',
]);

/** What is believed of one subject, with sources and reasons, and where its sources disagree. */
export function describeBeliefs(
  subject: string,
  claims: readonly AttributedClaim[],
  evidence: Evidence,
): Described {
  const weighed = claims.filter((claim) => !GATHERED.has(claim.attribute));
  const beliefs = believe(weighed, evidence);
  const facts: Record<string, FactView> = {};
  const held = beliefs.filter((belief) => belief.reason !== 'all-impossible');
  for (const [attribute, own] of Map.groupBy(held, (belief) => belief.attribute))
    facts[attribute] = MANY.has(attribute) ? factOfMany(own) : factOf(own[0] as Belief);
  const gathered = claims.filter((claim) => claim.current && GATHERED.has(claim.attribute));
  for (const [attribute, own] of Map.groupBy(gathered, (claim) => claim.attribute))
    facts[attribute] = factOfGathered(own);
  return {
    facts,
    believed: [...held.map((belief) => belief.claim.id), ...gathered.map((claim) => claim.id)],
    disputes: beliefs
      .filter((belief) => belief.conflicting.length > 0)
      .map((belief) => disputeOf(subject, belief, evidence)),
  };
}

function factOf(belief: Belief): FactView {
  const { claim, reason, conflicting } = belief;
  const { source, url } = claim as AttributedClaim;
  return {
    value: valueToJson(claim.value),
    reason: inWords(belief, reason),
    source,
    url,
    conflicting: conflicting.length > 0,
  };
}

/** Values of all aspects; the source is that of the first. */
function factOfMany(beliefs: readonly Belief[]): FactView {
  const first = factOf(beliefs[0] as Belief);
  return {
    ...first,
    value: beliefs.map(entryOf),
    conflicting: beliefs.some((belief) => belief.conflicting.length > 0),
  };
}

/** Each with its own source, and why it is believed. */
function entryOf(belief: Belief): unknown {
  const { value, ...why } = factOf(belief);
  return typeof value === 'object' && value !== null ? { ...value, ...why } : value;
}

function factOfGathered(claims: readonly AttributedClaim[]): FactView {
  const [first] = claims as readonly [AttributedClaim, ...AttributedClaim[]];
  const said: readonly unknown[] = claims.flatMap<unknown>(({ value }) =>
    value.kind === 'list' ? value.items : [valueToJson(value)],
  );
  const values = new Map(said.map((value) => [JSON.stringify(value), value]));
  return {
    value: [...values.values()],
    reason: EVERYTHING,
    source: first.source,
    url: first.url,
    conflicting: false,
  };
}

function disputeOf(subject: string, belief: Belief, evidence: Evidence): Dispute {
  return {
    subject,
    attribute: belief.attribute + (aspectOf(belief.claim.value) === '' ? '' : ` (${belief.aspect})`),
    believed:
      belief.reason === 'all-impossible'
        ? null
        : { ...disputed(belief.claim, evidence), reason: inWords(belief, belief.reason) },
    against: belief.conflicting.map((claim) => disputed(claim, evidence)),
  };
}

function disputed(claim: Claim, evidence: Evidence): DisputedClaim {
  const { source, url, quote } = claim as AttributedClaim;
  const refuted = impossibility(claim, evidence);
  return { value: valueToJson(claim.value), source, url, quote, ...(refuted === null ? {} : { refuted }) };
}

function inWords(belief: Belief, reason: BeliefReason): string {
  if (reason !== 'primary-source') return REASONS[reason];
  const { extraction, place } = belief.claim;
  return (extraction === 'listing' ? LISTED[place] : undefined) ?? PRIMARY[extraction] ?? REASONS[reason];
}

/** Of what several may say together. */
const EVERYTHING = 'everything that is said of it';

const REASONS: Readonly<Record<BeliefReason, string>> = {
  operator: 'the operator says so',
  'only-claim': 'nobody says otherwise',
  'agreed-by-several': 'more sources agree on it',
  'primary-source': 'the lab says so itself',
  'page-over-article': 'a page that is kept up to date outranks an article',
  'more-precise': 'it is the most precise of those that fit together',
  newer: 'it was said last',
  'others-impossible': 'what others say cannot be true',
  'all-impossible': 'nothing that is said can be true',
};

/** Where exactly the lab says it. */
const PRIMARY: Readonly<Partial<Record<Claim['extraction'], string>>> = {
  weights: 'counted in the weights (safetensors metadata)',
  config: 'stated in the configuration that the weights run by',
  card: 'stated by the lab in the model card',
  listing: 'stated by the lab in the repo',
  name: 'stated in the name of the repo',
};

/** What is not stated by a repo, but seen of it: by the claim's place. */
const LISTED: Readonly<Record<string, string>> = {
  organization: "published in the lab's own organization",
  seen: 'its first repo was seen public then',
  made: 'its first repo was made then; it may have been shown later',
  gated: 'the weights are on the Hub',
  pipeline_tag: 'from the task the repo is tagged with',
  tags: 'linked by the lab in the repo',
  releases: 'as its releases are found to be',
};

/** All that a fact may have for its reason, but for ranges and what is configured: other languages have to have it, too. */
export const beliefReasonTexts: readonly string[] = [
  EVERYTHING,
  ...Object.values(REASONS),
  ...Object.values(PRIMARY),
  ...Object.values(LISTED),
];

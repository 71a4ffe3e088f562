import type { Claim } from './claim.ts';
import { aspectOf, type ClaimValue } from './claim-value.ts';
import { fitOf, sharpness } from './fit.ts';
import { type Evidence, impossibility } from './impossibility.ts';

/** Why a claim is believed. */
export type BeliefReason =
  | 'operator'
  | 'only-claim'
  | 'agreed-by-several'
  | 'primary-source'
  | 'page-over-article'
  | 'more-precise'
  | 'newer'
  | 'others-impossible'
  /** Nothing that is said can be true: then nothing is believed, and this is only the best of it. */
  | 'all-impossible';

export interface Belief {
  readonly attribute: string;
  /** What of the attribute: a tier of prices, a benchmark and its setting; empty for most. */
  readonly aspect: string;
  /** The claim that is held to be true. */
  readonly claim: Claim;
  readonly reason: BeliefReason;
  /** Claims that say the same, or the same less precisely. */
  readonly supporting: readonly Claim[];
  /** Claims that cannot be true together with it, refuted ones among them. */
  readonly conflicting: readonly Claim[];
}

/**
 * Picks, for each attribute and aspect, the claim that is held to be true, and names the reason. Pure: the order of the
 * claims does not matter. Who speaks decides first, then how many places agree, then who spoke last. Of the claims that
 * fit with that one, the most precise is believed, unless another of equal standing speaks against it.
 */
export function believe(claims: readonly Claim[], evidence: Evidence): Belief[] {
  const groups = Map.groupBy(
    claims.filter((claim) => claim.current),
    (claim) => `${claim.attribute}\n${aspectOf(claim.value)}`,
  );
  return [...groups.values()]
    .map((group) => decide(group, evidence))
    .sort(
      (left, right) => compareText(left.attribute, right.attribute) || compareText(left.aspect, right.aspect),
    );
}

const keys = new WeakMap<ClaimValue, string>();

/** Equal for values that are the same; asked for many times over. */
function keyOf({ value }: Claim): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = JSON.stringify(value);
  keys.set(value, key);
  return key;
}

/** A claim with what speaks for it. */
interface Weighed {
  readonly claim: Claim;
  readonly rank: number;
  /** Places that say what fits with it, itself among them. */
  readonly places: number;
}

function decide(group: readonly Claim[], evidence: Evidence): Belief {
  const possible = group.filter((claim) => impossibility(claim, evidence) === null);
  const judged = weigh(possible.length > 0 ? possible : group);
  const [anchor] = judged as [Weighed, ...Weighed[]];
  const believed = sharpen(anchor, judged);
  const { claim } = believed;
  const others = group.filter((other) => other !== claim);
  if (possible.length === 0)
    return {
      attribute: claim.attribute,
      aspect: aspectOf(claim.value),
      claim,
      reason: 'all-impossible',
      supporting: [],
      conflicting: group,
    };
  const divided = dividedBelow(believed, judged);
  const isAgainst = (other: Claim) => fitOf(claim.value, other.value) === 'conflict' || divided.has(other);
  const conflicting = others.filter(isAgainst);
  const supporting = others.filter((other) => !isAgainst(other));
  const rival = judged.find((other) => conflicting.includes(other.claim)) ?? null;
  return {
    attribute: claim.attribute,
    aspect: aspectOf(claim.value),
    claim,
    reason: reasonFor(anchor, believed, rival, judged, conflicting.length > 0),
    supporting,
    conflicting,
  };
}

/** The claims, the one that is best founded first. */
function weigh(claims: readonly Claim[]): Weighed[] {
  // Forty repos of one release say the same: what fits is found once for each thing that is said.
  const groups = [...Map.groupBy(claims, (claim) => keyOf(claim)).values()];
  return groups
    .flatMap((group) => {
      const places = placesThatFit(group[0] as Claim, groups);
      return group.map((claim) => ({ claim, rank: rankOf(claim), places }));
    })
    .sort(
      (left, right) =>
        left.rank - right.rank ||
        right.places - left.places ||
        sharpness(right.claim.value) - sharpness(left.claim.value) ||
        right.claim.saidAt - left.claim.saidAt ||
        compareText(left.claim.id, right.claim.id),
    );
}

function placesThatFit(claim: Claim, groups: readonly (readonly Claim[])[]): number {
  const fitting = groups
    .filter(([other]) => other !== undefined && fitOf(claim.value, other.value) !== 'conflict')
    .flat();
  return new Set(fitting.map((other) => `${other.publisher}\n${other.place}`)).size;
}

/** The most precise of the claims that fit with the best founded one, and with all of that one's standing that do so. */
function sharpen(anchor: Weighed, judged: readonly Weighed[]): Weighed {
  const fitting = onePerValue(judged.filter((other) => fits(anchor, other)));
  const peers = onePerValue(judged.filter((other) => other.rank === anchor.rank && fits(anchor, other)));
  return fitting
    .filter((candidate) => peers.every((peer) => fits(candidate, peer)))
    .reduce(
      (best, other) => (sharpness(other.claim.value) > sharpness(best.claim.value) ? other : best),
      anchor,
    );
}

/** January is believed where the 20th and the 21st are said by the same: it fits both, and they do not fit each other. */
function dividedBelow(believed: Weighed, judged: readonly Weighed[]): ReadonlySet<Claim> {
  const peers = judged.filter((other) => other.rank === believed.rank && fits(believed, other));
  const kinds = onePerValue(peers);
  const apart = kinds.filter((one) => kinds.some((other) => !fits(one, other)));
  const values = new Set(apart.map(({ claim }) => keyOf(claim)));
  return new Set(peers.filter(({ claim }) => values.has(keyOf(claim))).map(({ claim }) => claim));
}

/** Of claims that say the same, the best founded. */
function onePerValue(judged: readonly Weighed[]): readonly Weighed[] {
  const first = new Map<string, Weighed>();
  for (const one of judged) {
    const key = keyOf(one.claim);
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}

function fits(left: Weighed, right: Weighed): boolean {
  return fitOf(left.claim.value, right.claim.value) !== 'conflict';
}

/** Who speaks: the smaller, the sooner believed. */
export function rankOf(claim: Claim): number {
  if (claim.extraction === 'operator') return 0;
  if (claim.firstParty && (claim.extraction === 'weights' || claim.extraction === 'config')) return 1;
  // Sizes in names are rounded, and not all that looks like one is one.
  if (claim.firstParty) return claim.extraction === 'name' ? 3 : 2;
  return claim.voice === 'encyclopedia' || claim.voice === 'catalogue' ? 4 : 5;
}

const LAST_PRIMARY = 3;

function reasonFor(
  anchor: Weighed,
  believed: Weighed,
  rival: Weighed | null,
  judged: readonly Weighed[],
  anyConflict: boolean,
): BeliefReason {
  if (anchor.rank === 0) return 'operator';
  if (rival === null) {
    if (anyConflict) return 'others-impossible';
    if (believed.rank <= LAST_PRIMARY) return 'primary-source';
    const vaguer = judged.some((other) => sharpness(other.claim.value) < sharpness(believed.claim.value));
    if (vaguer) return 'more-precise';
    return believed.places > 1 ? 'agreed-by-several' : 'only-claim';
  }
  // The lab tells the one side from the other, and somebody else says it to the day.
  if (anchor.rank <= LAST_PRIMARY && believed.rank > LAST_PRIMARY) return 'more-precise';
  if (anchor.rank < rival.rank) return anchor.rank <= LAST_PRIMARY ? 'primary-source' : 'page-over-article';
  if (anchor.places > rival.places) return 'agreed-by-several';
  return sharpness(believed.claim.value) > sharpness(rival.claim.value) ? 'more-precise' : 'newer';
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

import type { RepoIdentity } from './release-identity.ts';

/** Modes of one launch come within a week of each other; later ones are announced by themselves. */
const modeWindow = 7 * 86_400_000;

/** Sizes by name trail a little longer: Ling-flash-2.0 came nine days after Ling-mini-2.0. */
const tierWindow = 14 * 86_400_000;

/** What grouping needs of a release, kept by the catalog beside it. Times in milliseconds since 1970. */
export interface ReleaseState {
  readonly stem: string;
  /** The variants that its repos are of, sorted: `['']`, `['', 'thinking']`. */
  readonly variants: readonly string[];
  /** The sizes of its repos, sorted: `['30b-a3b', '8b']`. */
  readonly sizes: readonly string[];
  /** Its name without and with a variant and a size, in the best spelling that a repo has shown. */
  readonly plainName: string;
  readonly variantName: string;
  readonly sizedName: string | null;
  readonly firstPublicAt: number;
  readonly lastPublicAt: number;
}

/** A release of the repo's lab that the catalog found by `lookupKeys`. */
export interface ReleaseCandidate extends ReleaseState {
  readonly id: string;
  /** Those of its repos that were looked up by name; empty where it was found by its stem. */
  readonly holds: readonly string[];
  /** It has no repos: what was said of it gives way to what the first of them shows. */
  readonly saidOnly?: boolean;
}

export interface LookupKeys {
  readonly stems: readonly string[];
  /** Hub names, of which an artefact says that it was made. */
  readonly baseRepoNames: readonly string[];
}

export type Placement =
  | {
      readonly kind: 'join';
      readonly releaseId: string;
      readonly reason: 'same-variant' | 'launched-together' | 'made-from';
      /** What the release is from now on. */
      readonly release: ReleaseState;
      /** Younger releases that this repo shows to be the same; theirs are in `release` already. */
      readonly merges: readonly string[];
    }
  | { readonly kind: 'open'; readonly reason: 'new-stem' | 'later-variant'; readonly release: ReleaseState };

/** By which keys, within the repo's lab, the catalog finds the releases that the repo may belong to. */
export function lookupKeys(identity: RepoIdentity): LookupKeys {
  return { stems: [identity.stem], baseRepoNames: identity.madeFrom };
}

/** What people read as the release's name: with variant and size where all of its repos are of one. */
export function releaseName(release: Omit<ReleaseState, 'stem' | 'firstPublicAt' | 'lastPublicAt'>): string {
  if (release.variants.length > 1) return release.plainName;
  if (release.sizes.length === 1 && release.sizedName !== null) return release.sizedName;
  return release.variants[0] === '' ? release.plainName : release.variantName;
}

/**
 * Decides to which release a repo belongs, from the past only. `publicAt` is in milliseconds since 1970; the
 * candidates stand in the order in which they were opened, since the oldest keeps its id.
 */
export function placeRepo(
  identity: RepoIdentity,
  publicAt: number,
  candidates: readonly ReleaseCandidate[],
): Placement {
  const alone = stateOf(identity, publicAt);
  const ofStem = candidates.filter((candidate) => candidate.stem === identity.stem);
  const home =
    findHome(identity, ofStem, publicAt) ??
    candidates.find((candidate) => candidate.holds.some((name) => identity.madeFrom.includes(name)));
  if (!home)
    return { kind: 'open', reason: ofStem.length > 0 ? 'later-variant' : 'new-stem', release: alone };
  if (home.stem !== identity.stem) {
    return {
      kind: 'join',
      releaseId: home.id,
      reason: 'made-from',
      release: withTime(home, publicAt),
      merges: [],
    };
  }
  const same = withMerges(home, joinStates(alone, home), ofStem);
  return {
    kind: 'join',
    releaseId: same.ids[0] ?? home.id,
    reason: home.variants.includes(identity.variant) ? 'same-variant' : 'launched-together',
    release: same.state,
    merges: same.ids.slice(1),
  };
}

/** The release of that variant at any age, else the oldest of the stem that was launched with the repo. */
function findHome(
  identity: RepoIdentity,
  ofStem: readonly ReleaseCandidate[],
  publicAt: number,
): ReleaseCandidate | undefined {
  const ofVariant = ofStem.filter((candidate) => candidate.variants.includes(identity.variant));
  const nearest = ofVariant.sort((a, b) => distance(a, publicAt) - distance(b, publicAt))[0];
  return nearest ?? ofStem.find((candidate) => launchedTogether(candidate, stateOf(identity, publicAt)));
}

function distance(candidate: ReleaseCandidate, publicAt: number): number {
  return Math.abs(candidate.firstPublicAt - publicAt);
}

/** Whether both came within the time in which a launch is complete. */
export function launchedTogether(a: ReleaseState, b: ReleaseState): boolean {
  const shareAMode = a.variants.some((one) => b.variants.some((other) => modeOf(one) === modeOf(other)));
  return Math.abs(a.firstPublicAt - b.firstPublicAt) <= (shareAMode ? tierWindow : modeWindow);
}

/** `thinking`, or empty: sizes by name are no modes. */
export function modeOf(variant: string): string {
  return variant.endsWith('thinking') ? 'thinking' : '';
}

/** A repo that became public earlier than those before it can show two releases to be one launch. */
function withMerges(
  home: ReleaseCandidate,
  joined: ReleaseState,
  ofStem: readonly ReleaseCandidate[],
): { readonly ids: readonly string[]; readonly state: ReleaseState } {
  const ids = new Set([home.id]);
  let state = joined;
  for (let found = true; found; ) {
    const other = ofStem.find((candidate) => !ids.has(candidate.id) && launchedTogether(candidate, state));
    found = other !== undefined;
    if (other) {
      ids.add(other.id);
      state = joinStates(state, other);
    }
  }
  return { ids: ofStem.filter((candidate) => ids.has(candidate.id)).map((candidate) => candidate.id), state };
}

function withTime(release: ReleaseState, publicAt: number): ReleaseState {
  const { stem, variants, sizes, plainName, variantName, sizedName } = release;
  const firstPublicAt = Math.min(release.firstPublicAt, publicAt);
  const lastPublicAt = Math.max(release.lastPublicAt, publicAt);
  return { stem, variants, sizes, plainName, variantName, sizedName, firstPublicAt, lastPublicAt };
}

/** What a release is that holds this repo alone. */
export function stateOf(identity: RepoIdentity, publicAt: number): ReleaseState {
  return {
    stem: identity.stem,
    variants: [identity.variant],
    sizes: [identity.sizeKey],
    plainName: identity.plainName,
    variantName: identity.variantName,
    sizedName: identity.sizedName,
    firstPublicAt: publicAt,
    lastPublicAt: publicAt,
  };
}

function joinStates(shown: ReleaseState, release: ReleaseCandidate): ReleaseState {
  return release.saidOnly === true ? shown : mergeStates(release, shown);
}

/** Order does not matter but for the stem, which is that of `into`. */
export function mergeStates(into: ReleaseState, other: ReleaseState): ReleaseState {
  return {
    stem: into.stem,
    variants: union(into.variants, other.variants),
    sizes: union(into.sizes, other.sizes),
    plainName: betterSpelling(into.plainName, other.plainName),
    variantName: betterSpelling(into.variantName, other.variantName),
    sizedName: into.sizedName && other.sizedName ? betterSpelling(into.sizedName, other.sizedName) : null,
    firstPublicAt: Math.min(into.firstPublicAt, other.firstPublicAt),
    lastPublicAt: Math.max(into.lastPublicAt, other.lastPublicAt),
  };
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort();
}

/** The name must not hang on the order of arrival: more capitals are more deliberate, then the alphabet decides. */
function betterSpelling(a: string, b: string): string {
  const difference = capitals(b) - capitals(a);
  if (difference !== 0) return difference > 0 ? b : a;
  return a <= b ? a : b;
}

function capitals(name: string): number {
  return name.replace(/[^A-Z]/g, '').length;
}

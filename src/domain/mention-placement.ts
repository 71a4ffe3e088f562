import {
  launchedTogether,
  mergeStates,
  modeOf,
  type ReleaseCandidate,
  type ReleaseState,
  stateOf,
} from './grouping.ts';
import type { RepoIdentity } from './release-identity.ts';

/** A mention that may belong to a release. */
export interface Mentioned {
  readonly identity: RepoIdentity;
  /** Milliseconds since 1970. */
  readonly saidAt: number;
  /** Whether it says that the release comes out, and not only speaks of it: then its time is near the launch. */
  readonly announces: boolean;
}

export interface MentionPlace {
  readonly releaseId: string;
  readonly reason: 'same-variant' | 'named-as-a-whole' | 'announced-as-a-whole' | 'launched-together';
}

/**
 * The release that is meant by a name, among those of its stem; null where none of them can be. By the rules by which
 * repos are grouped, but that people call a release by its plain name whatever variants its repos have.
 */
export function placeMention(mentioned: Mentioned, ofStem: readonly ReleaseCandidate[]): MentionPlace | null {
  const { identity, saidAt, announces } = mentioned;
  const nearest = [...ofStem].sort(
    (left, right) => Math.abs(left.firstPublicAt - saidAt) - Math.abs(right.firstPublicAt - saidAt),
  );
  const same = nearest.find((candidate) => candidate.variants.includes(identity.variant));
  if (same !== undefined) return { releaseId: same.id, reason: 'same-variant' };
  if (identity.variant === '') {
    const whole = nearest.find((candidate) => candidate.variants.some((variant) => modeOf(variant) === ''));
    if (whole !== undefined) return { releaseId: whole.id, reason: 'named-as-a-whole' };
  }
  const announced = nearest.find((candidate) => candidate.saidOnly === true && awaits(candidate, identity));
  if (announced !== undefined) return { releaseId: announced.id, reason: 'announced-as-a-whole' };
  const alone = stateOf(identity, saidAt);
  const together = announces && ofStem.find((candidate) => launchedTogether(candidate, alone));
  return together ? { releaseId: together.id, reason: 'launched-together' } : null;
}

/** What was announced by its plain name comes in whatever sizes by name, whenever that is. */
export function awaits(release: Pick<ReleaseState, 'variants'>, identity: RepoIdentity): boolean {
  return release.variants.includes('') && modeOf(identity.variant) === '';
}

/** Whether two mentions of one stem speak of one launch. */
export function sameLaunch(one: Mentioned, other: Mentioned): boolean {
  if (one.identity.variant === other.identity.variant) return true;
  return launchedTogether(stateOf(one.identity, one.saidAt), stateOf(other.identity, other.saidAt));
}

/** What a release is as long as it is only said; the order of the mentions does not matter. Null where there are none. */
export function saidState(mentions: readonly Mentioned[]): ReleaseState | null {
  const states = mentions
    .map(({ identity, saidAt }) => stateOf(identity, saidAt))
    .sort((left, right) => compare(left.stem, right.stem) || compare(left.plainName, right.plainName));
  const [first, ...others] = states;
  return first === undefined ? null : others.reduce(mergeStates, first);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

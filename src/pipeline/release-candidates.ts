import type { ReleaseCandidate, ReleaseState } from '../domain/grouping.ts';
import { awaits } from '../domain/mention-placement.ts';
import type { RepoIdentity } from '../domain/release-identity.ts';
import type { ReleaseRow } from '../store/schema.ts';

/**
 * A release as grouping knows it, for something that may belong to it and came at `at` (milliseconds since 1970). One
 * without weights is spelled as whatever comes spells it. What was planned, or announced by its plain name, is launched
 * by the first that fits it, whenever that comes; otherwise the time of the announcement counts.
 */
export function candidateOf(
  release: ReleaseRow,
  identity: RepoIdentity,
  at: number,
  holds: readonly string[] = [],
): ReleaseCandidate {
  const state = JSON.parse(release.grouping) as ReleaseState;
  if (release.first_public !== null && release.last_public !== null) {
    const { first_public: firstPublicAt, last_public: lastPublicAt } = release;
    return { ...state, id: release.id, firstPublicAt, lastPublicAt, holds };
  }
  const awaited = release.planned !== null || awaits(state, identity);
  const times = awaited ? { firstPublicAt: at, lastPublicAt: at } : {};
  return { ...state, ...times, stem: identity.stem, id: release.id, holds, saidOnly: true };
}

/** Of releases found by several spellings: those with weights are spelled as their repos are, and no other way. */
export function isSpelledSo(release: ReleaseRow, stem: string): boolean {
  return release.stem === stem || release.first_public === null;
}

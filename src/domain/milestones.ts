import { type AnnouncingSignal, decideAnnouncement, isHistory } from './announcement.ts';
import type { Kind, RepoRole } from './catalog.ts';
import { isLanguageModel } from './release-kind.ts';

/** What can be told of a release, each once. */
export type Milestone = 'announced' | 'available' | 'new' | 'extended' | 'removed';

/** What arrives this soon after the first repo belongs to the launch: it is no addition. */
export const SETTLING_MS = 6 * 3_600_000;

/** For so long a repo's kind is decided again as hints arrive; what becomes a language model later is no news. */
export const KIND_WINDOW_MS = 48 * 3_600_000;

export interface RepoState {
  readonly key: string;
  readonly name: string;
  readonly kind: Kind;
  readonly role: RepoRole;
  readonly quantization: string | null;
  /** Tells one model of a release from another: its size, or the word that stands for it. */
  readonly sizeKey: string;
  /** Milliseconds since 1970; for a repo of a baseline, when it was made. */
  readonly publicAt: number;
  readonly firstSeenAt: number;
  readonly baseline: boolean;
  /** Joined without a word: recreated, or returned. */
  readonly quiet: boolean;
  readonly present: boolean;
}

export interface ReleaseState {
  readonly repos: readonly RepoState[];
  /** What is said of it: decides as long as there are no repos, and no longer. */
  readonly signals?: readonly AnnouncingSignal[];
  readonly told: ReadonlySet<Milestone>;
}

export interface MilestoneSettings {
  /** Milliseconds. */
  readonly settling: number;
}

export type MilestoneDecision =
  | {
      readonly kind: 'tell';
      readonly milestone: Milestone;
      /** Keys of the repos, or of the signals where there is no repo. */
      readonly covers: readonly string[];
      readonly reason: string;
    }
  /** `recheckAt`: milliseconds since 1970. */
  | { readonly kind: 'wait'; readonly recheckAt: number; readonly reason: string }
  | { readonly kind: 'nothing'; readonly reason: string };

/**
 * Which milestone of a release is to be told, if any, and why. Pure: the same history gives the same answer in whatever
 * order its repos are listed. Whether a rule wants it is decided elsewhere. `now`: milliseconds since 1970, as of when
 * it is judged.
 */
export function decideMilestone(
  release: ReleaseState,
  now: number,
  settings: MilestoneSettings,
): MilestoneDecision {
  const weights = relevantRepos(release.repos);
  if (weights.length === 0) return decideSaid(release, now);
  if (weights.every((repo) => !repo.present)) return decideRemoval(release, weights);
  const fresh = weights.filter((repo) => isFresh(repo, now));
  if (fresh.length === 0)
    return { kind: 'nothing', reason: 'nothing came within the time in which it is news' };
  const knownBefore = release.told.has('new') || weights.some((repo) => isOldNews(repo, now));
  return knownBefore
    ? decideExtension(release, weights, fresh, settings)
    : decideNew(weights, fresh, now, settings);
}

/**
 * A release without weights: told as announced, and once more as available. What was known before anybody could have
 * told it as news, or two days ago, is known.
 */
function decideSaid({ signals = [], told }: ReleaseState, now: number): MilestoneDecision {
  const said = decideAnnouncement(signals);
  if (said.kind === 'nothing') return { kind: 'nothing', reason: 'no weights yet' };
  if (told.has(said.kind) || told.has('available') || told.has('new'))
    return { kind: 'nothing', reason: 'that much was told before' };
  const known = decideAnnouncement(signals.filter((signal) => isKnown(signal, now)));
  if (known.kind === said.kind || known.kind === 'available')
    return { kind: 'nothing', reason: 'was known before it was news' };
  return { kind: 'tell', milestone: said.kind, covers: said.covers, reason: said.reason };
}

function isKnown(signal: AnnouncingSignal, now: number): boolean {
  return isHistory(signal) || now - signal.seenAt > KIND_WINDOW_MS;
}

/** A release of language models is told by its language models: an image decoder beside them changes nothing. */
function relevantRepos(repos: readonly RepoState[]): readonly RepoState[] {
  const languageModels = repos.filter((repo) => isLanguageModel(repo.kind));
  return languageModels.length > 0 ? languageModels : repos;
}

function isFresh(repo: RepoState, now: number): boolean {
  return repo.present && !isOldNews(repo, now);
}

/** Also where nobody was told, since no rule wanted it then: what joins such a release later does not make it new. */
function isOldNews(repo: RepoState, now: number): boolean {
  return repo.baseline || repo.quiet || now - repo.firstSeenAt > KIND_WINDOW_MS;
}

function decideNew(
  weights: readonly RepoState[],
  fresh: readonly RepoState[],
  now: number,
  settings: MilestoneSettings,
): MilestoneDecision {
  if (weights.every((repo) => repo.quantization !== null)) {
    const settled = Math.min(...weights.map((repo) => repo.publicAt)) + settings.settling;
    if (now < settled)
      return { kind: 'wait', recheckAt: settled, reason: 'only a quantisation so far: its base may follow' };
  }
  return {
    kind: 'tell',
    milestone: 'new',
    covers: fresh.map((repo) => repo.key),
    reason: 'first public weights',
  };
}

function decideExtension(
  release: ReleaseState,
  weights: readonly RepoState[],
  fresh: readonly RepoState[],
  settings: MilestoneSettings,
): MilestoneDecision {
  if (release.told.has('extended')) return { kind: 'nothing', reason: 'an extension was told before' };
  const started = Math.min(...weights.map((repo) => repo.publicAt));
  const arrivals = fresh.filter((repo) => repo.publicAt >= started + settings.settling);
  const late = arrivals.filter((repo) => repo.quantization === null);
  if (late.length === 0) return { kind: 'nothing', reason: 'belongs to the launch, or is a quantisation' };
  const earliestLate = Math.min(...late.map((repo) => repo.publicAt));
  // A size that comes with its quantisations, or after them, is no less new.
  const arrivalKeys = new Set(arrivals.map((repo) => repo.key));
  const earlier = weights.filter((repo) => !arrivalKeys.has(repo.key) && repo.publicAt <= earliestLate);
  const newSizes = late.filter((repo) => !earlier.some((other) => other.sizeKey === repo.sizeKey));
  if (newSizes.length > 0) {
    return {
      kind: 'tell',
      milestone: 'extended',
      covers: newSizes.map((repo) => repo.key),
      reason: 'a new size',
    };
  }
  const hadOnlyBase = earlier.every((repo) => repo.role === 'base' || repo.role === 'other');
  const firstToTalk = late.filter((repo) => repo.role === 'chat' || repo.role === 'thinking');
  if (hadOnlyBase && firstToTalk.length > 0) {
    return {
      kind: 'tell',
      milestone: 'extended',
      covers: firstToTalk.map((repo) => repo.key),
      reason: 'the first chat or thinking model after a base',
    };
  }
  return { kind: 'nothing', reason: 'another variant of what was there' };
}

function decideRemoval(release: ReleaseState, weights: readonly RepoState[]): MilestoneDecision {
  if (release.told.has('removed')) return { kind: 'nothing', reason: 'its removal was told before' };
  return {
    kind: 'tell',
    milestone: 'removed',
    covers: weights.map((repo) => repo.key),
    reason: 'every repo of it was removed',
  };
}

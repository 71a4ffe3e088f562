const LISTED_FOR_MS = 2 * 86_400_000;
const SIGHTINGS = 2;

/** An organization on a hub that nobody watches. Times in milliseconds since 1970. */
export interface Candidate {
  /** Folded. */
  readonly organization: string;
  /** `linked` by an article, `listed` among what trends. */
  readonly reason: string;
  readonly sightings: number;
  readonly firstSeen: number;
}

export type CandidateReason = 'watched-by-now' | 'named-often' | 'listed-for-days' | 'seen-once';

/** Whether operators are to hear of it. `watched`: folded names of the organizations that the labs have. */
export function judgeCandidate(
  candidate: Candidate,
  watched: ReadonlySet<string>,
  now: number,
): { readonly tell: boolean; readonly reason: CandidateReason } {
  if (watched.has(candidate.organization)) return { tell: false, reason: 'watched-by-now' };
  if (candidate.sightings >= SIGHTINGS) return { tell: true, reason: 'named-often' };
  const lasts = candidate.reason === 'listed' && now - candidate.firstSeen >= LISTED_FOR_MS;
  return lasts ? { tell: true, reason: 'listed-for-days' } : { tell: false, reason: 'seen-once' };
}

/**
 * Absence is not removal: a listing can be cut short, a mirror can lag, an organization can hide a repo for an hour.
 * A repo is missing when three complete polls over at least six hours did not show it, and removed after a day.
 */
const MISSING_AFTER_POLLS = 3;
const MISSING_AFTER_MS = 6 * 3_600_000;
const REMOVED_AFTER_MS = 24 * 3_600_000;

export interface Absence {
  readonly state: 'present' | 'missing' | 'removed' | 'replaced';
  /** When a complete poll first did not show it. */
  readonly missingSince: number | null;
  readonly missingPolls: number;
}

export type AbsenceVerdict = {
  readonly missingSince: number;
  readonly missingPolls: number;
  readonly becomes: 'missing' | 'removed' | null;
};

/** What one more complete poll without the repo means. `now`: milliseconds since 1970. */
export function countAbsence(absence: Absence, now: number): AbsenceVerdict {
  // A clock that was set back must not make the absence older than it is.
  const missingSince = Math.min(absence.missingSince ?? now, now);
  const missingPolls = absence.missingPolls + 1;
  const counted = { missingSince, missingPolls };
  const confirmed = missingPolls >= MISSING_AFTER_POLLS;
  if (absence.state === 'missing') {
    return { ...counted, becomes: now - missingSince >= REMOVED_AFTER_MS ? 'removed' : null };
  }
  return { ...counted, becomes: confirmed && now - missingSince >= MISSING_AFTER_MS ? 'missing' : null };
}

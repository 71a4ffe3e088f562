const MINUTE = 60_000;

/** A source is late by more than chance where it waits for longer than this, and for longer than three of its rhythms. */
const LATE_AFTER_MS = 15 * MINUTE;
const LATE_RHYTHMS = 3;

/** After so long without a look at what is due, no scheduler runs, whatever is due just now. */
const SILENT_AFTER_MS = 5 * MINUTE;

/** When a source should have been looked at, as far as it was not. Times in milliseconds since 1970. */
export interface DueSource {
  readonly id: string;
  readonly nextDueAt: number;
  /** Since when a job waits to look at it, or does so; null where there is none. */
  readonly jobSince: number | null;
  /** Milliseconds between two looks. */
  readonly rhythm: number;
}

export interface Overdue {
  readonly id: string;
  readonly since: number;
  /** Whether it is later than chance explains: then somebody should look after it. */
  readonly late: boolean;
}

/**
 * The source that waits longest at `now`, one that is late before one that is not; null where none waits. A job counts
 * from when it was due: the due time of its source has moved on, although nobody looked.
 */
export function findOldestOverdue(sources: readonly DueSource[], now: number): Overdue | null {
  let oldest: Overdue | null = null;
  for (const { id, nextDueAt, jobSince, rhythm } of sources) {
    const since = Math.min(nextDueAt, jobSince ?? nextDueAt);
    if (since >= now) continue;
    const late = now - since > Math.max(LATE_AFTER_MS, LATE_RHYTHMS * rhythm);
    const isWorse =
      oldest === null || (late && !oldest.late) || (late === oldest.late && since < oldest.since);
    if (isWorse) oldest = { id, since, late };
  }
  return oldest;
}

/** Whether nobody looks what is due any more. `sinceTick`: milliseconds since somebody did; null: nobody ever did. */
export function isScheduleSilent(sinceTick: number | null): boolean {
  return sinceTick !== null && sinceTick > SILENT_AFTER_MS;
}

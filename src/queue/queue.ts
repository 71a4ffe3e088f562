import type { EnqueuedJob } from '../store/jobs.ts';

/**
 * Brings job rows to workers. The rows live in the store and say what is to be done; a queue only says when to look.
 * Losing everything that a queue knows loses no job.
 */
export interface Queue {
  /** Told after the commit that wrote the rows. Never throws: a row that nobody was told of is found by looking. */
  announce(jobs: readonly EnqueuedJob[]): void;
  /** Begins to work. */
  start(): Promise<void>;
  /** Takes no new job, lets running ones end for at most `grace` milliseconds, and returns how many were left. */
  stop(grace: number): Promise<number>;
}

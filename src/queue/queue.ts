import type { EnqueuedJob } from '../store/jobs.ts';

/** What a process does with the queue beside telling it of jobs. */
export interface QueueDuties {
  /** It runs jobs. */
  readonly work: boolean;
  /**
   * Looks what is due. Called each second in one of the processes that have such a duty; more often, or in several of
   * them at once, is no harm. Null: it schedules nothing.
   */
  readonly tick: (() => Promise<void>) | null;
}

export const WORK_ALONE: QueueDuties = { work: true, tick: null };

/**
 * Brings job rows to workers. The rows live in the store and say what is to be done; a queue only says when to look.
 * Losing everything that a queue knows loses no job.
 */
export interface Queue {
  /** Told after the commit that wrote the rows. Never throws: a row that nobody was told of is found by looking. */
  announce(jobs: readonly EnqueuedJob[]): void;
  /** Begins with its duties, which are to run jobs unless told. */
  start(duties?: QueueDuties): Promise<void>;
  /** No tick comes any more. Resolves when one that is under way has ended. */
  stopTicking(): Promise<void>;
  /** Takes no new job, nor tick, lets running ones end for at most `grace` milliseconds, and returns how many were left. */
  stop(grace: number): Promise<number>;
  /** What stands between job rows and workers now; null: nothing. */
  readonly trouble: string | null;
}

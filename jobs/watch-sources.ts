import { enqueueDuePolls, type WatchDependencies } from '../src/pipeline/enqueue-due-polls.ts';
import type { PeriodicJob } from '../src/pipeline/enqueue-periodic-jobs.ts';

/** What is looked after beside the sources themselves. */
export const PERIODIC_JOBS: readonly PeriodicJob[] = [
  { kind: 'review-sources', every: 60_000 },
  { kind: 'send-digests', every: 60_000 },
  { kind: 'review-candidates', every: 3_600_000 },
  { kind: 'prune', every: 24 * 3_600_000 },
];

/** Each second: what is due is made a job. What was due while nobody looked is one poll. */
export async function watchSources(deps: WatchDependencies): Promise<number> {
  return await enqueueDuePolls(deps);
}

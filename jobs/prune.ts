import { type PruneDependencies, pruneRecords } from '../src/pipeline/prune-records.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';

/** What is kept for a while only is deleted when that is over; asked for each day. */
export function pruneJob(deps: PruneDependencies): JobKindDefinition {
  return { kind: 'prune', concurrency: 1, maxAttempts: null, handle: (job) => pruneRecords(deps, job) };
}

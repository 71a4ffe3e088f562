import { type CandidateDependencies, reviewCandidates } from '../src/pipeline/review-candidates.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';

/** Once a week tells of organizations that were named and that nobody watches; asked for each hour. */
export function reviewCandidatesJob(deps: CandidateDependencies): JobKindDefinition {
  return {
    kind: 'review-candidates',
    concurrency: 1,
    maxAttempts: null,
    handle: (job) => reviewCandidates(deps, job),
  };
}

import { type ReviewDependencies, reviewSources } from '../src/pipeline/review-sources.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';

/** Tells operators what they do not know yet of the sources; asked for each minute. */
export function reviewSourcesJob(deps: ReviewDependencies): JobKindDefinition {
  return {
    kind: 'review-sources',
    concurrency: 1,
    maxAttempts: null,
    handle: (job) => reviewSources(deps, job),
  };
}

import { type CatalogDependencies, reviewRelease } from '../src/pipeline/update-catalog.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';

/** Looks at one release again when its time has come; the key of the job is the release's id. */
export function reviewReleaseJob(deps: CatalogDependencies): JobKindDefinition {
  return {
    kind: 'review-release',
    concurrency: 1,
    maxAttempts: null,
    handle: (job) => reviewRelease(deps, job),
  };
}

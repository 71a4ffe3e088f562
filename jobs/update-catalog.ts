import { type CatalogDependencies, updateCatalog } from '../src/pipeline/update-catalog.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';

/** Takes the new events of one lab into the catalog; the key of the job is the lab's id. */
export function updateCatalogJob(deps: CatalogDependencies): JobKindDefinition {
  return {
    kind: 'update-catalog',
    concurrency: 2,
    maxAttempts: null,
    handle: (job) => updateCatalog(deps, job),
  };
}

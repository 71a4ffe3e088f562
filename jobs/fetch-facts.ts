import { type FactsDependencies, fetchFacts } from '../src/pipeline/fetch-facts.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';

/** Reads what listings do not say of repos; asked for whenever something is wanted, and by itself while anything is. */
export function fetchFactsJob(deps: FactsDependencies): JobKindDefinition {
  return {
    kind: 'fetch-facts',
    concurrency: 1,
    maxAttempts: null,
    handle: (job) => fetchFacts(deps, job),
  };
}

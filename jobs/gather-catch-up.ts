import { gatherCatchUp } from '../src/pipeline/gather-catch-up.ts';
import type { CatalogDependencies } from '../src/pipeline/update-catalog.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';
import { completeJob, enqueueJobs } from '../src/store/jobs.ts';

/** Decides whether what came after a time without looking is told one by one or together. */
export function gatherCatchUpJob(deps: CatalogDependencies): JobKindDefinition {
  return {
    kind: 'gather-catch-up',
    concurrency: 1,
    maxAttempts: null,
    handle: async (job) => {
      const jobs = await deps.database.write(async (tx) => {
        const now = deps.clock.now();
        const wanted = await gatherCatchUp(tx, deps.settings.newId, now);
        await completeJob(tx, job);
        return await enqueueJobs(tx, wanted, now);
      });
      deps.announce(jobs);
    },
  };
}

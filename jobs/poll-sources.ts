import { type PollDependencies, pollSource, type WatchedSource } from '../src/pipeline/poll-source.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';
import { completeJob, type PollJobKind } from '../src/store/jobs.ts';
import { ROWS_ALONE } from '../src/store/write-scopes.ts';

/** What all polls have in common; the key of the job is the locator of the source. */
export function pollSources(
  kind: PollJobKind,
  concurrency: number,
  deps: PollDependencies,
  sources: ReadonlyMap<string, WatchedSource>,
): JobKindDefinition {
  return {
    kind,
    concurrency,
    // A source that fails is kept in its own state: the job itself has done its work then.
    maxAttempts: null,
    handle: async (job) => {
      const watched = sources.get(job.key);
      const report = watched === undefined ? null : await pollSource(deps, watched, { waitForLease: 0, job });
      if (report === null || report.outcome === 'skipped')
        await deps.database.write((tx) => completeJob(tx, job), ROWS_ALONE);
    },
  };
}

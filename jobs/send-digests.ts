import { type DigestDependencies, sendDigests } from '../src/pipeline/send-digests.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';

/** Queues the digests whose time has come; asked for each minute. */
export function sendDigestsJob(deps: DigestDependencies): JobKindDefinition {
  return { kind: 'send-digests', concurrency: 1, maxAttempts: null, handle: (job) => sendDigests(deps, job) };
}

import { amendMessage } from '../src/pipeline/amend-message.ts';
import type { DeliveryDependencies } from '../src/pipeline/deliver-alert.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';

/** Edits one message that was sent; the key of the job is the delivery's id, its lane the channel. */
export function amendMessagesJob(deps: DeliveryDependencies): JobKindDefinition {
  return { kind: 'amend', concurrency: 2, maxAttempts: 20, handle: (job) => amendMessage(deps, job) };
}

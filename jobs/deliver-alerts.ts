import { type DeliveryDependencies, deliverAlert } from '../src/pipeline/deliver-alert.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';

/** Carries one alert to one channel; the key of the job is the delivery's id, its lane the channel. */
export function deliverAlertsJob(deps: DeliveryDependencies): JobKindDefinition {
  // Attempts are counted with the delivery, by the schedule of Standard Webhooks; what fails here is a bug of ours.
  return { kind: 'deliver', concurrency: 8, maxAttempts: 20, handle: (job) => deliverAlert(deps, job) };
}

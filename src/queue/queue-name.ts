import type { JobKind } from '../store/jobs.ts';

/** What the queue of one kind of job, or of the ticks, is called in Redis. `storeId` keeps stores apart that use one Redis. */
export function queueName(storeId: string, kind: JobKind | 'tick'): string {
  return `modelwatch-${storeId}-${kind}`;
}

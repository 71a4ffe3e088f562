import { type Job, type Processor, Worker } from 'bullmq';
import type { RedisLink } from './redis-link.ts';

/** BullMQ waits so long after an error of the connection before it asks again. */
const RUN_RETRY_MS = 2_000;

/**
 * What a process that was killed had just been handed, and had not leased yet, is given to others when this has run out and
 * it was looked for twice: within 20 s. By BullMQ's own 30 s and 30 s it may take more than a minute
 * (https://docs.bullmq.io/guide/workers/stalled-jobs). Handing out twice does no harm: the row decides.
 */
const HANDED_OUT_FOR_MS = 10_000;
const LOOK_FOR_LOST_EVERY_MS = 5_000;

/**
 * A worker of BullMQ on this connection; its errors are reported to the link. Resolves when Redis knows it. `after` is told
 * how a job ended when Redis has forgotten it.
 */
export async function hireWorker<T, R = void>(
  link: RedisLink,
  queue: string,
  concurrency: number,
  handle: Processor<T, R>,
  after?: (job: Job<T, R>, result: R) => Promise<void>,
): Promise<Worker<T, R>> {
  const worker = new Worker<T, R>(queue, handle, {
    connection: link.consumer,
    concurrency,
    skipVersionCheck: link.misconfigured,
    runRetryDelay: RUN_RETRY_MS,
    lockDuration: HANDED_OUT_FOR_MS,
    stalledInterval: LOOK_FOR_LOST_EVERY_MS,
    // However often: an errand that failed in BullMQ's eyes would be sent again by the sweep.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  worker.on('error', (error) => link.report(error));
  if (after !== undefined)
    worker.on('completed', (job, result) => {
      after(job, result).catch((error) => link.report(error));
    });
  await worker.waitUntilReady();
  const blocking = await worker.getBackend().blockingClient;
  // BullMQ stops listening when it closes, and ioredis writes errors that nobody listens to on the console.
  blocking?.on('error', (error) => link.report(error));
  return worker;
}

/** Ends the connection that a worker waits on, also where Redis is away and nothing ends by itself. */
export function hangUp(link: RedisLink, worker: Worker): void {
  worker
    .getBackend()
    .blockingClient?.then((blocking) => blocking.disconnect())
    .catch((error) => link.report(error));
}

import { type Processor, Worker } from 'bullmq';
import type { RedisLink } from './redis-link.ts';

/** BullMQ waits so long after an error of the connection before it asks again. */
const RUN_RETRY_MS = 2_000;

/** A worker of BullMQ on this connection; its errors are reported to the link. Resolves when Redis knows it. */
export async function hireWorker<T>(
  link: RedisLink,
  queue: string,
  concurrency: number,
  handle: Processor<T>,
): Promise<Worker<T>> {
  const worker = new Worker<T>(queue, handle, {
    connection: link.consumer,
    concurrency,
    skipVersionCheck: link.misconfigured,
    runRetryDelay: RUN_RETRY_MS,
  });
  worker.on('error', (error) => link.report(error));
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

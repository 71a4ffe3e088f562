import { Queue as BullQueue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Log } from '../observability/log.ts';
import type { JobKind } from '../store/jobs.ts';
import { queueName } from './queue-name.ts';

/** What is in Redis now, for somebody who looks: nothing is brought or taken over this connection. */
export interface QueueViews {
  readonly queues: readonly { readonly kind: JobKind | 'tick'; readonly queue: BullQueue }[];
  close(): Promise<void>;
}

/** Looking may fail; nobody waits long for it. */
const LOOKING = { lazyConnect: true, maxRetriesPerRequest: 1, connectTimeout: 5_000, socketTimeout: 5_000 };

/** Opened when it is asked for first; connects by itself. */
export function openQueueViews(
  redisUrl: string,
  storeId: string,
  kinds: readonly JobKind[],
  log: Log,
): QueueViews {
  const connection = new Redis(redisUrl, LOOKING);
  const report = (error: unknown) => log.debug({ err: error }, 'Redis could not be looked at');
  connection.on('error', report);
  const queues = [...kinds, 'tick' as const].map((kind) => {
    // Its server was warned of where it is worked with.
    const queue = new BullQueue(queueName(storeId, kind), { connection, skipVersionCheck: true });
    queue.on('error', report);
    return { kind, queue };
  });
  return {
    queues,
    close: async () => connection.disconnect(),
  };
}

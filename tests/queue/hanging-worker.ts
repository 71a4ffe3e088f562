// A process of its own that takes a job and never ends it: `hanging-worker.ts DATABASE_URL embedded|REDIS_URL LEASE_MS`.
import { pino } from 'pino';
import { BullmqQueue } from '../../src/queue/bullmq.ts';
import { EmbeddedQueue } from '../../src/queue/embedded.ts';
import { JobRunner } from '../../src/queue/run-job.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { openAt } from '../store/stores.ts';
import { defineJob } from './workshop.ts';

const [url = '', carrier = '', leaseMs = ''] = process.argv.slice(2);
const clock = { now: () => Date.now() };
const owner = newLeaseOwner();
const log = pino({ level: 'silent' });
const database = await openAt(url, { owner });
const hang = defineJob({
  handle: async (job) => {
    process.stdout.write(`runs ${job.key}\n`);
    await new Promise(() => {});
  },
});
const runner = new JobRunner({ database, clock, log, random: () => 0, owner, leaseMs: Number(leaseMs) }, [
  hang,
]);
const parts = { runner, database, clock, log };
const queue =
  carrier === 'embedded'
    ? new EmbeddedQueue(parts)
    : new BullmqQueue({ ...parts, redisUrl: carrier, storeId: 'test' });
await queue.start();

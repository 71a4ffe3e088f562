// A worker of jobs.ts: `jobs-worker.ts DATABASE_URL REDIS_URL STORE_ID`. Each job leaves one row behind.
import { pino } from 'pino';
import { BullmqQueue } from '../../src/queue/bullmq.ts';
import { JobRunner } from '../../src/queue/run-job.ts';
import { completeJob, type LeasedJob } from '../../src/store/jobs.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { ask } from '../../src/store/plain-query.ts';
import { openStore } from '../../src/store/store.ts';
import { inLane } from '../../src/store/write-scopes.ts';

const [url = '', redisUrl = '', storeId = ''] = process.argv.slice(2);
const clock = { now: Date.now };
const log = pino({ level: 'silent' });
const owner = newLeaseOwner();
const database = await openStore({
  folder: '',
  address: { kind: 'postgres', url },
  use: 'work',
  clock,
  clockIsSet: false,
  owner,
});
const handle = async (job: LeasedJob) =>
  await database.write(async (tx) => {
    await ask(tx, 'insert into rules (fingerprint, since) values (?, ?)', [job.key, 0]);
    await completeJob(tx, job);
  }, inLane(job));
const runner = new JobRunner({ database, clock, log, random: () => 0, owner }, [
  { kind: 'deliver', concurrency: 16, maxAttempts: null, handle },
]);
const queue = new BullmqQueue({ redisUrl, storeId, runner, database, clock, log });
await queue.start();
process.send?.('ready');
// Without the parent there is nothing to do.
process.on('disconnect', () => process.exit());

// How many jobs a second go all the way: a row is leased, its effect is committed together with its end. BullMQ on Redis
// carries them, PostgreSQL holds them, with the servers' usual care for the disk; `--workers N` processes work.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { BullmqQueue } from '../../src/queue/bullmq.ts';
import { JobRunner } from '../../src/queue/run-job.ts';
import type { Database } from '../../src/store/database.ts';
import { enqueueJobs, type NewJob } from '../../src/store/jobs.ts';
import { openStore } from '../../src/store/store.ts';
import { ROWS_ALONE } from '../../src/store/write-scopes.ts';
import { startPostgres } from '../../tests/servers/postgres.ts';
import { startRedis } from '../../tests/servers/redis.ts';
import { processorTime } from './processor-time.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '20000' },
    workers: { type: 'string', default: '2' },
    quick: { type: 'boolean', default: false },
  },
});
const count = values.quick ? 4000 : Number(values.jobs);
const workers = Number(values.workers);
/** As many as channels and labs are busy at once. */
const LANES = 2000;
const JOBS_PER_TRANSACTION = 500;
const LEAST = 1000;

const postgres = await startPostgres({ fsync: 'on', full_page_writes: 'on', shared_buffers: '128MB' });
const redis = await startRedis(['--appendonly', 'no']);
const url = postgres.newUrl();
const clock = { now: Date.now };
const database = await openStore({
  folder: '',
  address: { kind: 'postgres', url },
  use: 'start',
  clock,
  clockIsSet: false,
  owner: 'bench/1/1',
});
const children = Array.from({ length: workers }, () =>
  fork(fileURLToPath(new URL('./jobs-worker.ts', import.meta.url)), [url, redis.url]),
);
try {
  await Promise.all(children.map((child) => once(child, 'message')));
  const log = pino({ level: 'silent' });
  const runner = new JobRunner({ database, clock, log, random: () => 0, owner: 'bench/1/1' }, []);
  const queue = new BullmqQueue({ redisUrl: redis.url, storeId: 'bench', runner, database, clock, log });
  await queue.start();
  const before = processorTime();
  const began = performance.now();
  for (let start = 0; start < count; start += JOBS_PER_TRANSACTION) {
    const jobs = Array.from({ length: Math.min(JOBS_PER_TRANSACTION, count - start) }, (_, n) =>
      jobOf(start + n),
    );
    queue.announce(await database.write((tx) => enqueueJobs(tx, jobs, clock.now()), ROWS_ALONE));
  }
  const queued = performance.now();
  await untilNothingIsLeft(database);
  const seconds = (performance.now() - began) / 1000;
  const rate = Math.round(count / seconds);
  console.log(
    `${count} jobs by ${workers} workers: ${rate} a second (${seconds.toFixed(1)} s, queued in ${((queued - began) / 1000).toFixed(1)} s)`,
  );
  const used = [...processorTime()].map(
    ([name, ms]) => [name, (ms - (before.get(name) ?? 0)) / count] as const,
  );
  const all = used.reduce((sum, [, ms]) => sum + ms, 0);
  const parts = used.filter(([, ms]) => ms >= 0.005).map(([name, ms]) => `${name} ${ms.toFixed(2)}`);
  console.log(`processor time for each: ${all.toFixed(2)} ms (${parts.join(', ')})`);
  await queue.stop(1000);
  if (rate < LEAST) {
    console.log(`fewer than ${LEAST} a second`);
    process.exitCode = 1;
  }
} finally {
  for (const child of children) child.kill();
  await database.close();
  await redis.stop();
  await postgres.stop();
}

function jobOf(n: number): NewJob {
  return { kind: 'deliver', key: `job-${n}`, lane: `lane-${n % LANES}`, runAt: clock.now() };
}

async function untilNothingIsLeft({ reader }: Database): Promise<void> {
  for (;;) {
    const left = await reader.selectFrom('jobs').select('id').limit(1).execute();
    if (left.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { effects } = await reader
    .selectFrom('rules')
    .select((eb) => eb.fn.countAll<number>().as('effects'))
    .executeTakeFirstOrThrow();
  if (effects !== count) throw new Error(`${effects} effects of ${count} jobs`);
}

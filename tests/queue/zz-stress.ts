import { Workshop, defineJob, jobsLeft } from '/work/main/tests/queue/workshop.ts';
import { startRedis } from '/work/main/tests/servers/redis.ts';
import { BullmqQueue } from '/work/main/src/queue/bullmq.ts';
import { EmbeddedQueue } from '/work/main/src/queue/embedded.ts';
import { completeJob } from '/work/main/src/store/jobs.ts';
import { eventually } from '/work/main/tests/eventually.ts';
const redis = await startRedis();
for (const kind of ['embedded', 'bullmq']) for (const [n, lanes] of [[2000, 1], [2000, 40], [2000,2000]]) {
  const w = new Workshop((p) => kind === 'embedded' ? new EmbeddedQueue(p) : new BullmqQueue({ ...p, redisUrl: redis.url, storeId: 'x'+lanes, sweepEvery: 3600_000 }));
  let ran = 0; const seen = new Set();
  const defs = (database) => [defineJob({ concurrency: 8, handle: async (job) => { ran++; seen.add(job.key); await database.write((tx) => completeJob(tx, job)); } })];
  const b = await w.bench(defs); const c = await w.bench(defs);
  await b.queue.start(); await c.queue.start();
  const t = performance.now();
  await b.enqueue(...Array.from({ length: n }, (_, i) => ({ key: `k${i}`, lane: `l${i % lanes}` })));
  const te = performance.now();
  await eventually('done', async () => (await jobsLeft(b.database)) === 0, 60000);
  console.log(kind, n, 'jobs', lanes, 'lanes', Math.round(performance.now() - t), 'ms, of it enqueue', Math.round(te - t), 'ran', ran, seen.size);
  await w.close();
}
await redis.stop();

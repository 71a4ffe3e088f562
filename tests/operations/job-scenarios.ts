import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { RateLimitedError } from '../../src/errors.ts';
import { retryDeliveries } from '../../src/pipeline/retry-deliveries.ts';
import { EmbeddedQueue } from '../../src/queue/embedded.ts';
import { type JobHandler, JobRunner } from '../../src/queue/run-job.ts';
import type { Database } from '../../src/store/database.ts';
import { completeJob, type LeasedJob } from '../../src/store/jobs.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { model } from '../pipeline/models.ts';
import { startRig } from '../pipeline/rig.ts';
import { readJob, Workshop } from '../queue/workshop.ts';
import { sqlite } from '../store/stores.ts';
import type { Scenarios, Seen } from './mermaid.ts';

/** One job on the real store, in the hands of one worker or another. */
interface Bench extends AsyncDisposable {
  readonly database: Database;
  readonly workshop: Workshop;
  enqueue(): Promise<void>;
  /** A worker of its own; `handle` does what the test wants. `leaseMs`: milliseconds. */
  worker(
    handle: JobHandler,
    options?: { readonly leaseMs?: number; readonly maxAttempts?: number },
  ): JobRunner;
  lease(worker: JobRunner): Promise<LeasedJob>;
  /** `[*]` where there is no row. */
  state(): Promise<string>;
}

async function openBench(): Promise<Bench> {
  const workshop = new Workshop({ store: sqlite, makeQueue: (parts) => new EmbeddedQueue(parts) });
  const { database, enqueue } = await workshop.bench(() => []);
  const log = pino({ level: 'silent' });
  return {
    database,
    workshop,
    enqueue: () => enqueue({ key: 'it' }),
    worker: (handle, { leaseMs = 30_000, maxAttempts } = {}) =>
      new JobRunner(
        { database, clock: workshop.clock, log, random: () => 0, owner: newLeaseOwner(), leaseMs },
        [{ kind: 'deliver', concurrency: 1, maxAttempts: maxAttempts ?? null, handle }],
      ),
    lease: async (worker) => {
      const job = await worker.leaseNext(['deliver']);
      if (job === null) throw new Error('there was nothing to lease');
      return job;
    },
    state: async () => (await readJob(database, 'it'))?.state ?? '[*]',
    [Symbol.asyncDispose]: () => workshop.close(),
  };
}

async function step(bench: Pick<Bench, 'state'>, happens: () => Promise<unknown>): Promise<Seen> {
  const before = await bench.state();
  await happens();
  return [before, await bench.state()];
}

/** A job is leased by a worker that does `work`, and then run. */
async function run(work: (bench: Bench) => JobHandler, maxAttempts?: number): Promise<Seen> {
  await using bench = await openBench();
  await bench.enqueue();
  const worker = bench.worker(work(bench), maxAttempts === undefined ? {} : { maxAttempts });
  const job = await bench.lease(worker);
  return await step(bench, () => worker.run(job));
}

const fails = (): JobHandler => async () => {
  throw new Error('it fails');
};

const does =
  ({ database }: Bench): JobHandler =>
  async (job) => {
    await database.write((tx) => completeJob(tx, job));
  };

export const JOB_SCENARIOS: Scenarios = {
  '[*] --> ready': async () => {
    await using bench = await openBench();
    return [await step(bench, bench.enqueue)];
  },
  'ready --> leased': async () => {
    await using bench = await openBench();
    await bench.enqueue();
    const worker = bench.worker(does(bench));
    return [await step(bench, () => bench.lease(worker))];
  },
  'leased --> [*]': async () => [await run(does)],
  'leased --> ready': async () => [
    await run(fails),
    await run((bench) => async () => {
      throw new RateLimitedError(bench.workshop.clock.now() + 60_000);
    }),
    // Asked for again while it runs.
    await run((bench) => async (job) => {
      await bench.enqueue();
      await does(bench)(job);
    }),
  ],
  'leased --> leased': async () => {
    await using bench = await openBench();
    await bench.enqueue();
    const killed = bench.worker(does(bench), { leaseMs: 20 });
    const lost = await bench.lease(killed);
    await delay(100);
    const other = bench.worker(does(bench));
    const seen = await step(bench, async () => {
      const taken = await bench.lease(other);
      if (taken.token <= lost.token) throw new Error('the lease is no other one');
    });
    // What the first one brings late is refused, and changes nothing.
    const late = await step(bench, () => killed.run(lost));
    return [seen, late];
  },
  'leased --> dead': async () => [await run(fails, 1)],
  'dead --> [*]': async () => {
    await using rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
    const { database, runner, log, owner } = rig.runtime;
    await rig.refresh();
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.poll('Qwen');
    await runAll(runner, 'update-catalog');
    const definition = { kind: 'deliver' as const, concurrency: 1, maxAttempts: 1, handle: fails() };
    const broken = new JobRunner({ database, clock: rig.clock, log, random: () => 0, owner }, [definition]);
    rig.advance(60_000);
    await runAll(broken, 'deliver');
    const { key } = await database.reader
      .selectFrom('jobs')
      .select('key')
      .where('state', '=', 'dead')
      .executeTakeFirstOrThrow();
    const dead = await database.reader
      .selectFrom('jobs')
      .select('id')
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    const state = async () => {
      const row = await database.reader
        .selectFrom('jobs')
        .select('state')
        .where('id', '=', dead.id)
        .executeTakeFirst();
      return row?.state ?? '[*]';
    };
    const seen = await step({ state }, () =>
      database.write((tx) => retryDeliveries(tx, key, rig.clock.now())),
    );
    if ((await readJob(database, key))?.state !== 'ready') throw new Error('no new job takes its place');
    return [seen];
  },
};

async function runAll(runner: JobRunner, kind: 'update-catalog' | 'deliver'): Promise<void> {
  for (let job = await runner.leaseNext([kind]); job !== null; job = await runner.leaseNext([kind])) {
    await runner.run(job);
  }
}

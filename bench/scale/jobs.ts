/**
 * How many jobs a second go all the way: a row is written, carried by BullMQ, leased, and its effect (a row) is committed
 * together with its end. The parts of the program as they are, in several processes.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { BullmqQueue } from '../../src/queue/bullmq.ts';
import { JobRunner } from '../../src/queue/run-job.ts';
import type { Database } from '../../src/store/database.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { openStore } from '../../src/store/store.ts';
import { ROWS_ALONE } from '../../src/store/write-scopes.ts';
import { atLeastVerdict, figure, type Verdict } from '../poll/verdict.ts';
import { processorTimes, shareOfEach, usedSince } from './processor-time.ts';
import type { Servers } from './servers.ts';
import { until } from './until.ts';

export interface JobsSize {
  readonly jobs: number;
  readonly runs: number;
  /** Processes that work, for each of the measurements. */
  readonly workers: readonly number[];
  /** The machine has other work: what is judged is how many these cores have room for, by the processor time of one. */
  readonly busy: boolean;
}

interface Run {
  readonly perSecond: number;
  /** Processor time of all processes, servers included, for one job, in milliseconds. */
  readonly ms: number;
  readonly parts: string;
}

/** As many as channels and labs are busy at once. */
const LANES = 2000;
const JOBS_PER_TRANSACTION = 500;
const LEAST = 1000;
/** Work beside it makes each job dearer, too: the caches are not ours alone, and a short run is not warm. */
const QUICK_SHARE = 0.5;
/** Of those that measure nothing: a daemon that has just been started is slower. */
const WARM_UP_JOBS = 2000;

export async function measureJobs(servers: Servers, size: JobsSize): Promise<Verdict[]> {
  const found: { readonly workers: number; readonly best: Run }[] = [];
  for (const workers of size.workers) {
    await using workshop = await openWorkshop(servers, workers);
    await workshop.run(WARM_UP_JOBS);
    let best = await workshop.run(size.jobs);
    for (let run = 1; run < size.runs; run++) {
      const another = await workshop.run(size.jobs);
      if (another.perSecond > best.perSecond) best = another;
    }
    found.push({ workers, best });
  }
  const [fastest] = found.toSorted((left, right) => right.best.perSecond - left.best.perSecond);
  if (fastest === undefined) throw new Error('nothing was measured');
  const { best } = fastest;
  const room = (availableParallelism() * 1000) / best.ms;
  const roomFor = '  what these cores have room for';
  return [
    ...found.map(({ workers, best: run }) =>
      figure(`${workers} workers, end to end`, `${run.perSecond.toFixed(0)}/s`),
    ),
    size.busy
      ? figure('row leased, effect committed: the fastest of these', `${best.perSecond.toFixed(0)}/s`)
      : atLeastVerdict('row leased, effect committed: the fastest of these', best.perSecond, LEAST, '/s'),
    figure('  processor time of one, everything together', `${best.ms.toFixed(2)} ms`),
    figure(`    of these ${best.parts}`, ''),
    size.busy
      ? atLeastVerdict(roomFor, room, LEAST * QUICK_SHARE, '/s')
      : figure(roomFor, `${room.toFixed(0)}/s`),
  ];
}

interface Workshop extends AsyncDisposable {
  run(count: number): Promise<Run>;
}

async function openWorkshop(servers: Servers, workers: number): Promise<Workshop> {
  const url = servers.newStoreUrl();
  const clock = { now: Date.now };
  const log = pino({ level: 'silent' });
  const owner = 'bench/1/1';
  const address = { kind: 'postgres', url } as const;
  const database = await openStore({ folder: '', address, use: 'start', clock, clockIsSet: false, owner });
  const storeId = `bench-${workers}`;
  const children = await hireWorkers(url, servers.redisUrl, storeId, workers);
  const labels = new Map(children.map(({ pid }) => [pid, 'workers']));
  labels.set(process.pid, 'who queues them');
  const runner = new JobRunner({ database, clock, log, random: () => 0, owner }, []);
  const queue = new BullmqQueue({ redisUrl: servers.redisUrl, storeId, runner, database, clock, log });
  await queue.start({ work: false, tick: null });
  let done = 0;

  async function run(count: number): Promise<Run> {
    const before = processorTimes(labels);
    const began = performance.now();
    for (let start = 0; start < count; start += JOBS_PER_TRANSACTION) {
      const jobs = Array.from({ length: Math.min(JOBS_PER_TRANSACTION, count - start) }, (_, index) => {
        const n = done + start + index;
        return { kind: 'deliver', key: `job-${n}`, lane: `lane-${n % LANES}`, runAt: clock.now() } as const;
      });
      queue.announce(await database.write((tx) => enqueueJobs(tx, jobs, clock.now()), ROWS_ALONE));
    }
    await until('no job is left', () => isEmpty(database));
    const seconds = (performance.now() - began) / 1000;
    const { all, parts } = shareOfEach(usedSince(before, labels), count);
    done += count;
    await expectEffects(database, done);
    return { perSecond: count / seconds, ms: all, parts };
  }

  return {
    run,
    [Symbol.asyncDispose]: async () => {
      await queue.stop(1000);
      await Promise.all(children.map(dismiss));
      await database.close();
    },
  };
}

async function hireWorkers(
  url: string,
  redisUrl: string,
  storeId: string,
  count: number,
): Promise<ChildProcess[]> {
  const file = fileURLToPath(new URL('./jobs-worker.ts', import.meta.url));
  const children = Array.from({ length: count }, () =>
    fork(file, [url, redisUrl, storeId], { execArgv: [] }),
  );
  await Promise.all(children.map((child) => once(child, 'message')));
  return children;
}

async function dismiss(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

async function isEmpty({ reader }: Database): Promise<boolean> {
  return (await reader.selectFrom('jobs').select('id').limit(1).execute()).length === 0;
}

async function expectEffects({ reader }: Database, expected: number): Promise<void> {
  const { effects } = await reader
    .selectFrom('rules')
    .select((eb) => eb.fn.countAll<number>().as('effects'))
    .executeTakeFirstOrThrow();
  if (Number(effects) !== expected) throw new Error(`${effects} effects of ${expected} jobs`);
}

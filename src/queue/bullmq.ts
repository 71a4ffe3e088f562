import { setTimeout as delay } from 'node:timers/promises';
import { Queue as BullQueue, DelayedError, type Job, WaitingError, Worker } from 'bullmq';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../observability/log.ts';
import type { Database } from '../store/database.ts';
import { jobsAfter, listRunnableJobs, standingOfJob } from '../store/job-standing.ts';
import type { EnqueuedJob, JobKind, LeasedJob } from '../store/jobs.ts';
import type { Queue } from './queue.ts';
import { RedisLink } from './redis-link.ts';
import type { JobKindDefinition, JobRunner } from './run-job.ts';

const SWEEP_EVERY_MS = 5_000;
const SWEPT_AT_ONCE = 1_000;
/** Nobody else sweeps for this part of the time until the next sweep. */
const SWEEP_SHARE = 0.8;

/** After this, a job whose lane was busy looks again. Mostly it is called before, by the end of the one that ran. */
const BUSY_LANE_MS = 250;

/** How long Redis may take to say good-bye. */
const FAREWELL_MS = 1_000;

export interface BullmqQueueOptions {
  readonly redisUrl: string;
  /** Keeps stores apart that use one Redis. */
  readonly storeId: string;
  readonly runner: JobRunner;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between two looks for rows that Redis does not know of. */
  readonly sweepEvery?: number;
}

/** What travels through Redis: the id of a row. Everything else is asked of the store when it arrives. */
interface Errand {
  readonly row: string;
}

interface NewErrand {
  readonly kind: JobKind;
  readonly row: string;
  readonly id: string;
  readonly delay: number;
}

/**
 * The queue for many processes: BullMQ carries the ids of job rows to workers. The rows decide: a worker runs what it
 * can lease, so an errand that comes twice, late, or not at all (then the sweep sends another) does no harm.
 */
export class BullmqQueue implements Queue {
  readonly #options: BullmqQueueOptions;
  readonly #link: RedisLink;
  readonly #queues = new Map<JobKind, BullQueue<Errand>>();
  readonly #workers: Worker<Errand>[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #sending = new Set<Promise<void>>();
  #open = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BullmqQueueOptions) {
    this.#options = options;
    this.#link = new RedisLink(options.redisUrl, options.log, () => this.#sweep());
  }

  announce(jobs: readonly EnqueuedJob[]): void {
    void this.#send(jobs.map((job) => this.#errandFor(job)));
  }

  /** Throws UsageError `redis-unreachable` where Redis does not answer within 5 s. */
  async start(): Promise<void> {
    await this.#link.open();
    this.#open = true;
    for (const definition of this.#options.runner.definitions) {
      await this.#hire(definition);
    }
    this.#timer = setInterval(() => this.#sweep(), this.#sweepEvery);
    this.#sweep();
  }

  async stop(grace: number): Promise<number> {
    this.#open = false;
    clearInterval(this.#timer);
    // Closing stops the fetching at once, and ends when the running jobs have.
    const closing = Promise.allSettled(this.#workers.map((worker) => worker.close()));
    await atMost(grace, Promise.allSettled(this.#running));
    const left = this.#running.size;
    if (left === 0 && this.#link.reachable)
      await atMost(FAREWELL_MS, Promise.allSettled([closing, ...this.#sending]));
    this.#hangUp();
    this.#options.log.debug({ left }, 'workers stopped');
    return left;
  }

  /** Ends every connection, also where Redis is away and nothing ends by itself. */
  #hangUp(): void {
    this.#link.close();
    for (const worker of this.#workers) {
      worker
        .getBackend()
        .blockingClient?.then((blocking) => blocking.disconnect())
        .catch((error) => this.#link.report(error));
    }
  }

  async #hire(definition: JobKindDefinition): Promise<void> {
    const worker = new Worker<Errand>(
      this.#nameOf(definition.kind),
      async (errand, token) => await this.#receive(errand, token),
      {
        connection: this.#link.consumer,
        concurrency: definition.concurrency,
        skipVersionCheck: this.#link.misconfigured,
        runRetryDelay: 2_000,
      },
    );
    this.#workers.push(worker);
    worker.on('error', (error) => this.#link.report(error));
    await worker.waitUntilReady();
    const blocking = await worker.getBackend().blockingClient;
    // BullMQ stops listening when it closes, and ioredis writes errors that nobody listens to on the console.
    blocking?.on('error', (error) => this.#link.report(error));
  }

  async #receive(errand: Job<Errand>, token: string | undefined): Promise<void> {
    if (!this.#open) {
      await errand.moveToWait(token);
      throw new WaitingError();
    }
    const { database, clock, runner } = this.#options;
    const job = await runner.leaseById(errand.data.row);
    if (job !== null) return await this.#run(job);
    const standing = await standingOfJob(database.reader, errand.data.row, clock.now());
    switch (standing.kind) {
      case 'over':
      case 'leased':
      case 'behind':
        // What is behind is called by the end of what comes before it.
        return;
      case 'early':
        return await this.#sendForItsTime(errand, token, standing.job);
      case 'next':
      case 'free':
        return await comeBack(errand, token, BUSY_LANE_MS);
    }
  }

  async #run(job: LeasedJob): Promise<void> {
    const work = this.#options.runner.run(job).finally(() => this.#running.delete(work));
    this.#running.add(work);
    await work;
    const { own, next } = await jobsAfter(this.#options.database.reader, job, this.#options.clock.now());
    const errands = own === null ? [] : [this.#errandFor(own)];
    if (next !== null && next.id !== own?.id) errands.push(callFor(next));
    if (errands.length > 0) await this.#send(errands);
  }

  /** The row was put off since the errand was sent, or this machine's clock is behind the sender's. */
  async #sendForItsTime(errand: Job<Errand>, token: string | undefined, job: EnqueuedJob): Promise<void> {
    const another = this.#errandFor(job);
    if (another.id === errand.id) return await comeBack(errand, token, another.delay);
    await this.#send([another]);
  }

  /**
   * Announcing a row twice makes one errand. A row that ran is told from itself before, since its errand may still be
   * there; what is due now is told from what was to come later, since a row may be wanted sooner than it was first.
   */
  #errandFor(job: EnqueuedJob): NewErrand {
    const wait = Math.max(0, job.runAt - this.#options.clock.now());
    const name = `${idOf(job)}-${job.generation}`;
    return {
      kind: job.kind,
      row: job.id,
      id: wait === 0 ? name : `${name}-${job.runAt.toString(36)}`,
      delay: wait,
    };
  }

  /** Finds the rows that Redis does not know of, or no longer. One process does it for all that share a Redis. */
  #sweep(): void {
    const { log } = this.#options;
    if (!this.#open || !this.#link.reachable) return;
    this.#sweepForAll().catch((error) =>
      log.error({ err: error }, 'waiting jobs could not be read; another look follows'),
    );
  }

  async #sweepForAll(): Promise<void> {
    const { database, clock, storeId } = this.#options;
    if (!(await this.#link.isFirst(`modelwatch-${storeId}-sweep`, this.#sweepEvery * SWEEP_SHARE))) return;
    this.announce(await listRunnableJobs(database.reader, clock.now(), SWEPT_AT_ONCE));
  }

  get #sweepEvery(): number {
    return this.#options.sweepEvery ?? SWEEP_EVERY_MS;
  }

  /** Never throws. What cannot be sent is found by the sweep. */
  async #send(errands: readonly NewErrand[]): Promise<void> {
    if (!this.#link.reachable) return;
    const sending = Promise.all(
      [...Map.groupBy(errands, (errand) => errand.kind)].map(([kind, group]) =>
        this.#queueOf(kind).addBulk(group.map(({ row, id, delay }) => toBullJob(row, id, delay))),
      ),
    )
      .then(() => {})
      .catch((error) => this.#link.report(error))
      .finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
    await sending;
  }

  #queueOf(kind: JobKind): BullQueue<Errand> {
    const known = this.#queues.get(kind);
    if (known !== undefined) return known;
    const queue = new BullQueue<Errand>(this.#nameOf(kind), {
      connection: this.#link.producer,
      skipVersionCheck: this.#link.misconfigured,
      // Nobody reads BullMQ's own events; by default it keeps 10,000 of each queue.
      streams: { events: { maxLen: 100 } },
    });
    queue.on('error', (error) => this.#link.report(error));
    this.#queues.set(kind, queue);
    return queue;
  }

  #nameOf(kind: JobKind): string {
    return `modelwatch-${this.#options.storeId}-${kind}`;
  }
}

/** BullMQ allows no colon in ids. */
function idOf(job: EnqueuedJob): string {
  return job.id.replaceAll(':', '-');
}

/** Calls a job that was passed over before. Never mistaken for an errand of it that is just about to be dropped. */
function callFor(job: EnqueuedJob): NewErrand {
  const id = `${idOf(job)}-${job.generation}-${crypto.randomUUID().slice(0, 8)}`;
  return { kind: job.kind, row: job.id, id, delay: 0 };
}

function toBullJob(row: string, jobId: string, wait: number) {
  return {
    name: 'row',
    data: { row },
    opts: { jobId, delay: wait, removeOnComplete: true, removeOnFail: true },
  };
}

/** Costs no attempt: those are counted in the row alone. */
async function comeBack(errand: Job<Errand>, token: string | undefined, wait: number): Promise<never> {
  await errand.moveToDelayed(Date.now() + wait, token);
  throw new DelayedError();
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const patience = new AbortController();
  await Promise.race([work, delay(milliseconds, undefined, { signal: patience.signal }).catch(() => {})]);
  patience.abort();
}

import { setTimeout as delay } from 'node:timers/promises';
import { Queue as BullQueue, DelayedError, type Job, WaitingError, type Worker } from 'bullmq';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../observability/log.ts';
import type { Database } from '../store/database.ts';
import { jobsAfter, listRunnableJobs, standingOfJob } from '../store/job-standing.ts';
import type { EnqueuedJob, JobKind, LeasedJob } from '../store/jobs.ts';
import { hangUp, hireWorker } from './hire-worker.ts';
import { type Queue, type QueueDuties, WORK_ALONE } from './queue.ts';
import { queueName } from './queue-name.ts';
import { RedisLink } from './redis-link.ts';
import { RedisSchedule } from './redis-schedule.ts';
import type { JobRunner } from './run-job.ts';

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
  /** Milliseconds without a tick after which the schedule in Redis is made again. */
  readonly silentAfter?: number;
}

/** What travels through Redis: the id of a row. Everything else is asked of the store when it arrives. */
interface Errand {
  readonly row: string;
}

/** How an errand ended: its row needs none any more, or others come before it, and the last of them calls it. */
type Passing = 'ended' | 'passed-over';

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
  readonly #workers: Worker<Errand, Passing>[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #sending = new Set<Promise<void>>();
  readonly #outbox: NewErrand[] = [];
  #schedule: RedisSchedule | null = null;
  #sweeping: Promise<void> | null = null;
  #open = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BullmqQueueOptions) {
    this.#options = options;
    this.#link = new RedisLink(options.redisUrl, options.log, () => this.#comeBack());
  }

  announce(jobs: readonly EnqueuedJob[]): void {
    void this.#send(jobs.map((job) => this.#errandFor(job)));
  }

  get trouble(): string | null {
    return this.#link.reachable ? null : 'Redis cannot be reached: jobs wait in the store';
  }

  /**
   * Throws UsageError `redis-unreachable` where Redis does not answer within 5 s. A process without duties goes on
   * without it: what it announces is found by the sweep of those that work.
   */
  async start({ work, tick }: QueueDuties = WORK_ALONE): Promise<void> {
    await this.#link.open(work || tick !== null);
    this.#open = true;
    if (work) await this.#startWorking();
    if (tick !== null) await this.#startTicking(tick);
  }

  async #startWorking(): Promise<void> {
    for (const { kind, concurrency } of this.#options.runner.definitions) {
      const name = this.#nameOf(kind);
      this.#workers.push(
        await hireWorker<Errand, Passing>(
          this.#link,
          name,
          concurrency,
          (errand, token) => this.#receive(errand, token),
          (errand, passing) => this.#afterErrand(errand, passing),
        ),
      );
    }
    this.#timer = setInterval(() => this.#sweep(), this.#sweepEvery);
    this.#sweep();
  }

  async #startTicking(tick: () => Promise<void>): Promise<void> {
    const { database, log, silentAfter } = this.#options;
    const name = this.#nameOf('tick');
    this.#schedule = new RedisSchedule({ link: this.#link, name, database, log, tick, silentAfter });
    await this.#schedule.start();
  }

  #comeBack(): void {
    this.#sweep();
    void this.#schedule?.expectTicks();
  }

  async stopTicking(): Promise<void> {
    await this.#schedule?.stop();
  }

  async stop(grace: number): Promise<number> {
    this.#open = false;
    clearInterval(this.#timer);
    await this.stopTicking();
    // Closing stops the fetching at once, and ends when the running jobs have.
    const closing = Promise.allSettled(this.#workers.map((worker) => worker.close()));
    await atMost(grace, Promise.allSettled(this.#running));
    const left = this.#running.size;
    this.#empty();
    if (left === 0 && this.#link.reachable) {
      const farewells = [closing, this.#schedule?.saidGoodBye(), ...this.#sending];
      await atMost(FAREWELL_MS, Promise.allSettled(farewells));
    }
    this.#hangUp();
    this.#options.log.debug({ left }, 'workers stopped');
    return left;
  }

  /** Ends every connection, also where Redis is away and nothing ends by itself. */
  #hangUp(): void {
    this.#link.close();
    this.#schedule?.hangUp();
    for (const worker of this.#workers) hangUp(this.#link, worker);
  }

  async #receive(errand: Job<Errand>, token: string | undefined): Promise<Passing> {
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
        return 'ended';
      case 'behind':
        return 'passed-over';
      case 'early':
        await this.#sendForItsTime(errand, token, standing.job);
        return 'ended';
      case 'next':
      case 'free':
        return await comeBack(errand, token, BUSY_LANE_MS);
    }
  }

  /** The end of a job calls the next of its lane: that is in vain where the errand of that one is still there, waiting. */
  async #run(job: LeasedJob): Promise<Passing> {
    const work = this.#options.runner.run(job).finally(() => this.#running.delete(work));
    this.#running.add(work);
    await work;
    const { own, next } = await jobsAfter(this.#options.database.reader, job, this.#options.clock.now());
    const errands = [own, next].flatMap((found) => (found === null ? [] : [this.#errandFor(found)]));
    this.#sendSoon(errands);
    return 'ended';
  }

  /**
   * What is behind is called by the end of what comes before it: unless that one was just about to be committed, or the
   * call came, in vain, while the errand was still there. So a while later a second look. The sweep finds what this misses.
   */
  async #afterErrand({ data }: Job<Errand>, passing: Passing): Promise<void> {
    if (passing !== 'passed-over') return;
    await delay(BUSY_LANE_MS, undefined, { ref: false });
    if (!this.#open) return;
    const { database, clock } = this.#options;
    const standing = await standingOfJob(database.reader, data.row, clock.now());
    if ('job' in standing) await this.#send([this.#errandFor(standing.job)]);
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
    // A look that takes longer than the time between two is not made worse by the next one.
    this.#sweeping ??= this.#sweepForAll()
      .catch((error) => log.error({ err: error }, 'waiting jobs could not be read; another look follows'))
      .finally(() => {
        this.#sweeping = null;
      });
  }

  async #sweepForAll(): Promise<void> {
    const { database, clock, storeId } = this.#options;
    if (!(await this.#link.isFirst(`modelwatch-${storeId}-sweep`, this.#sweepEvery * SWEEP_SHARE))) return;
    this.announce(await listRunnableJobs(database.reader, clock.now(), SWEPT_AT_ONCE));
  }

  get #sweepEvery(): number {
    return this.#options.sweepEvery ?? SWEEP_EVERY_MS;
  }

  /** Together with what others want to send in this turn of the event loop. */
  #sendSoon(errands: readonly NewErrand[]): void {
    if (errands.length === 0) return;
    if (this.#outbox.length === 0) setImmediate(() => this.#empty());
    this.#outbox.push(...errands);
  }

  #empty(): void {
    const errands = this.#outbox.splice(0);
    if (errands.length > 0) void this.#send(errands);
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

  #nameOf(kind: JobKind | 'tick'): string {
    return queueName(this.#options.storeId, kind);
  }
}

/** BullMQ allows no colon in ids. */
function idOf(job: EnqueuedJob): string {
  return job.id.replaceAll(':', '-');
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

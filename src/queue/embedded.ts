import type { Clock } from '../domain/clock.ts';
import type { Log } from '../observability/log.ts';
import type { Database } from '../store/database.ts';
import { hasRunnableJob } from '../store/job-leases.ts';
import type { EnqueuedJob, JobKind } from '../store/jobs.ts';
import { LocalSchedule } from './local-schedule.ts';
import { type Queue, type QueueDuties, WORK_ALONE } from './queue.ts';
import type { JobKindDefinition, JobRunner } from './run-job.ts';

/** How often rows are looked for that another process wrote, or whose time has come. */
const LOOK_EVERY_MS = 400;

export interface EmbeddedQueueOptions {
  readonly runner: JobRunner;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/** The queue without a server: workers lease rows from the store, whichever process wrote them. */
export class EmbeddedQueue implements Queue {
  readonly #options: EmbeddedQueueOptions;
  readonly #lines: readonly WorkLine[];
  #schedule: LocalSchedule | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: EmbeddedQueueOptions) {
    this.#options = options;
    this.#lines = options.runner.definitions.map((definition) => new WorkLine(definition, options));
  }

  announce(jobs: readonly EnqueuedJob[]): void {
    const kinds = new Set(jobs.map((job) => job.kind));
    for (const line of this.#lines) if (kinds.has(line.kind)) line.look();
  }

  /** Rows are looked for in the store, and whether that answers is seen elsewhere. */
  get trouble(): null {
    return null;
  }

  async start({ work, tick }: QueueDuties = WORK_ALONE): Promise<void> {
    if (work) {
      this.#timer = setInterval(() => {
        for (const line of this.#lines) line.look();
      }, LOOK_EVERY_MS);
      for (const line of this.#lines) line.open();
    }
    if (tick === null) return;
    this.#schedule = new LocalSchedule(tick, this.#options.log);
    await this.#schedule.start();
  }

  async stopTicking(): Promise<void> {
    await this.#schedule?.stop();
  }

  async stop(grace: number): Promise<number> {
    await this.stopTicking();
    clearInterval(this.#timer);
    const left = await Promise.all(this.#lines.map((line) => line.close(grace)));
    this.#options.log.debug({ left }, 'workers stopped');
    return left.reduce((sum, count) => sum + count, 0);
  }
}

/** The workers of one kind of job. */
class WorkLine {
  readonly #definition: JobKindDefinition;
  readonly #options: EmbeddedQueueOptions;
  readonly #running = new Set<Promise<void>>();
  #open = false;
  #leasing: Promise<void> | null = null;
  #lookAgain = false;

  constructor(definition: JobKindDefinition, options: EmbeddedQueueOptions) {
    this.#definition = definition;
    this.#options = options;
  }

  get kind(): JobKind {
    return this.#definition.kind;
  }

  open(): void {
    this.#open = true;
    this.look();
  }

  /** Fills the free places with jobs that can run now. */
  look(): void {
    this.#lookAgain = true;
    if (!this.#open || this.#leasing !== null) return;
    this.#leasing = this.#fill()
      .catch((error) =>
        this.#options.log.error(
          { err: error, job: this.kind },
          'jobs could not be leased; another look follows',
        ),
      )
      .finally(() => {
        this.#leasing = null;
      });
  }

  async #fill(): Promise<void> {
    while (this.#lookAgain && this.#open) {
      this.#lookAgain = false;
      while (this.#open && this.#running.size < this.#definition.concurrency) {
        // Reading first: it waits for nobody, and most looks find nothing.
        if (!(await hasRunnableJob(this.#options.database.reader, this.kind, this.#options.clock.now())))
          break;
        const job = await this.#options.runner.leaseNext([this.kind]);
        if (job === null) break;
        const work = this.#options.runner.run(job).finally(() => {
          this.#running.delete(work);
          this.look();
        });
        this.#running.add(work);
      }
    }
  }

  async close(grace: number): Promise<number> {
    this.#open = false;
    await this.#leasing;
    if (this.#running.size === 0) return 0;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, grace);
    });
    await Promise.race([Promise.allSettled(this.#running), patience]);
    clearTimeout(timer);
    return this.#running.size;
  }
}

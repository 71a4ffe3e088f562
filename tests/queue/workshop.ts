import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Clock } from '../../src/domain/clock.ts';
import type { Log } from '../../src/observability/log.ts';
import type { Queue } from '../../src/queue/queue.ts';
import { type JobKindDefinition, JobRunner } from '../../src/queue/run-job.ts';
import type { Database } from '../../src/store/database.ts';
import { enqueueJobs, type JobKind, type NewJob } from '../../src/store/jobs.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import type { JobRow } from '../../src/store/schema.ts';
import { openAt, type StoreKind } from '../store/stores.ts';

/** A clock that runs as the true one does, and can be moved forward. */
export class MovableClock implements Clock {
  #ahead = 0;

  now(): number {
    return Date.now() + this.#ahead;
  }

  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}

/** What a queue is made of, on the real store. */
export interface QueueParts {
  readonly runner: JobRunner;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

export type MakeQueue = (parts: QueueParts) => Queue;

export interface Bench {
  readonly database: Database;
  readonly queue: Queue;
  readonly owner: string;
  /** Writes jobs in one transaction and announces them, as the pipeline does. */
  enqueue(...jobs: readonly (Partial<NewJob> & { readonly key: string })[]): Promise<void>;
}

export interface BenchOptions {
  readonly leaseMs?: number;
  readonly random?: () => number;
}

/** One store, and as many processes' worth of queues on it as a test wants. */
export class Workshop {
  readonly clock = new MovableClock();
  readonly #folder = mkdtempSync(join(tmpdir(), 'modelwatch-queue-'));
  readonly #makeQueue: MakeQueue;
  readonly #url: Promise<string>;
  readonly #benches: Bench[] = [];

  constructor({ makeQueue, store }: { readonly makeQueue: MakeQueue; readonly store: StoreKind }) {
    this.#makeQueue = makeQueue;
    this.#url = store.newUrl(this.#folder);
  }

  /** Where the store is, for another process. */
  async url(): Promise<string> {
    return await this.#url;
  }

  /** A database, a runner and a queue that is not started yet: what one process has. */
  async bench(
    definitions: (database: Database) => readonly JobKindDefinition[],
    options: BenchOptions = {},
  ): Promise<Bench> {
    const { clock } = this;
    const owner = newLeaseOwner();
    const database = await openAt(await this.#url, { now: () => clock.now(), owner });
    const log = pino({ level: 'silent' });
    const random = options.random ?? (() => 0);
    const lease = options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs };
    const runner = new JobRunner({ database, clock, log, random, owner, ...lease }, definitions(database));
    const queue = this.#makeQueue({ runner, database, clock, log });
    const enqueue = async (...jobs: readonly (Partial<NewJob> & { readonly key: string })[]) => {
      const now = clock.now();
      const news = jobs.map((job) => ({ kind: 'deliver' as const, lane: job.key, runAt: now, ...job }));
      queue.announce(await database.write((tx) => enqueueJobs(tx, news, now)));
    };
    const bench = { database, queue, owner, enqueue };
    this.#benches.push(bench);
    return bench;
  }

  async close(): Promise<void> {
    for (const { queue } of this.#benches) await queue.stop(2_000);
    for (const { database } of this.#benches) await database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A definition for kind `deliver`, unless it says otherwise. */
export function defineJob(
  definition: Partial<JobKindDefinition> & Pick<JobKindDefinition, 'handle'>,
): JobKindDefinition {
  return { kind: 'deliver', maxAttempts: null, concurrency: 4, ...definition };
}

export async function readJob(
  database: Database,
  key: string,
  kind: JobKind = 'deliver',
): Promise<JobRow | undefined> {
  return await database.reader
    .selectFrom('jobs')
    .selectAll()
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirst();
}

export async function jobsLeft(database: Database): Promise<number> {
  const row = await database.reader
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '<>', 'dead')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

import type { Clock } from '../domain/clock.ts';
import { nextTryAfterFailure } from '../domain/schedule.ts';
import { describeError, LeaseLostError, ModelwatchError, RateLimitedError, StoreError } from '../errors.ts';
import type { Log } from '../observability/log.ts';
import type { Database } from '../store/database.ts';
import { leaseJobAlone, leaseNextJob, renewJobLease } from '../store/job-leases.ts';
import { buryJob, type JobKind, type LeasedJob, retryJob } from '../store/jobs.ts';
import { ROWS_ALONE } from '../store/write-scopes.ts';

/**
 * Does the work of one kind of job. It ends the job itself, in the transaction of its effect (completeJob), so that an
 * effect without its end, or an end without its effect, cannot be.
 */
export type JobHandler = (job: LeasedJob) => Promise<void>;

export interface JobKindDefinition {
  readonly kind: JobKind;
  readonly handle: JobHandler;
  /** Failures after which a job is put aside, to be retried by hand. Null: it is tried for ever. */
  readonly maxAttempts: number | null;
  /** How many may run at once in this process. */
  readonly concurrency: number;
}

export interface RunnerDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly owner: string;
  /** How long a lease lasts without renewal, in milliseconds: so long after a crash somebody else takes the job. */
  readonly leaseMs?: number;
}

const LEASE_MS = 30_000;

/**
 * Where the database was away or busy for longer than its own retries last, the work is not at fault: it goes on as soon as
 * that can be written down.
 */
const STORE_PAUSE_MS = 1_000;

/** A lease is renewed so often in its time: a renewal that fails, or comes late, costs nothing. */
const RENEWALS_IN_A_LEASE = 4;

/** Leases jobs and runs them by their definitions; what a handler throws becomes a retry, a park or a dead letter. */
export class JobRunner {
  readonly #deps: RunnerDependencies;
  readonly #definitions: ReadonlyMap<JobKind, JobKindDefinition>;
  readonly #leaseMs: number;

  constructor(deps: RunnerDependencies, definitions: readonly JobKindDefinition[]) {
    this.#deps = deps;
    this.#leaseMs = deps.leaseMs ?? LEASE_MS;
    this.#definitions = new Map(definitions.map((definition) => [definition.kind, definition]));
  }

  get definitions(): readonly JobKindDefinition[] {
    return [...this.#definitions.values()];
  }

  async leaseNext(kinds: readonly JobKind[]): Promise<LeasedJob | null> {
    return await this.#deps.database.writeAlone((tx) => leaseNextJob(tx, kinds, this.#request()));
  }

  async leaseById(id: string): Promise<LeasedJob | null> {
    return await leaseJobAlone(this.#deps.database, id, this.#request());
  }

  #request() {
    return { owner: this.#deps.owner, milliseconds: this.#leaseMs, now: this.#deps.clock.now() };
  }

  /** Runs a leased job to its end. Never throws for what the work does, nor where the store cannot be written. */
  async run(job: LeasedJob): Promise<void> {
    const renewal = setInterval(() => this.#renew(job), this.#leaseMs / RENEWALS_IN_A_LEASE);
    try {
      await this.#definitionOf(job).handle(job);
    } catch (error) {
      await this.#fail(job, error);
    } finally {
      clearInterval(renewal);
    }
  }

  #definitionOf(job: LeasedJob): JobKindDefinition {
    const definition = this.#definitions.get(job.kind);
    if (definition !== undefined) return definition;
    throw new ModelwatchError('job-unknown', 'this version knows no such job', 'give-up', { kind: job.kind });
  }

  #renew(job: LeasedJob): void {
    this.#deps.database
      .writeAlone((tx) => renewJobLease(tx, job, this.#leaseMs))
      .catch((error) =>
        this.#deps.log.warn({ err: error, job: job.id }, 'the lease of a job could not be renewed'),
      );
  }

  async #fail(job: LeasedJob, error: unknown): Promise<void> {
    // Somebody else has the job: what became of it is theirs to say.
    if (error instanceof LeaseLostError) return;
    try {
      await this.#recordFailure(job, error);
    } catch (second) {
      if (second instanceof LeaseLostError) return;
      // The row keeps its lease until that runs out; then the job is found again.
      this.#deps.log.error({ err: second, job: job.id }, 'the failure of a job could not be recorded');
    }
  }

  async #recordFailure(job: LeasedJob, error: unknown): Promise<void> {
    const { database, clock, log, random } = this.#deps;
    if (error instanceof RateLimitedError) {
      await database.write((tx) => retryJob(tx, job, error.until, failureOf(error), 'nothing'), ROWS_ALONE);
      return;
    }
    if (error instanceof StoreError && error.advice === 'retry') {
      const runAt = clock.now() + Math.round(STORE_PAUSE_MS * (1 + random()));
      log.error({ err: error, job: job.id }, 'the database failed a job, which is tried again in a moment');
      await database.write((tx) => retryJob(tx, job, runAt, failureOf(error), 'nothing'), ROWS_ALONE);
      return;
    }
    const attempts = job.attempts + 1;
    const most = this.#definitions.get(job.kind)?.maxAttempts;
    if (most === undefined || (most !== null && attempts >= most)) {
      log.error({ err: error, job: job.id, attempts }, 'job failed too often and was put aside');
      await database.write((tx) => buryJob(tx, job, failureOf(error)), ROWS_ALONE);
      return;
    }
    const runAt = nextTryAfterFailure(attempts, clock.now(), random);
    log.error(
      { err: error, job: job.id, attempts, until: new Date(runAt).toISOString() },
      'job failed and will be tried again',
    );
    await database.write((tx) => retryJob(tx, job, runAt, failureOf(error), 'attempt'), ROWS_ALONE);
  }
}

function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof ModelwatchError) return { code: error.code, message: describeError(error) };
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}

import { Queue as BullQueue, type Worker } from 'bullmq';
import type { Log } from '../observability/log.ts';
import type { Database } from '../store/database.ts';
import { sinceLastTick } from '../store/ticks.ts';
import { hangUp, hireWorker } from './hire-worker.ts';
import type { RedisLink } from './redis-link.ts';
import { Tick } from './tick.ts';

const TICK_EVERY_MS = 1_000;

/** BullMQ's job scheduler is made again so often, since a Redis that was emptied has lost it. */
const MADE_AGAIN_EVERY_MS = 60_000;

/** So often each scheduler looks whether Redis ticks. */
const WATCH_EVERY_MS = 1_000;

/** Without a tick for so long, by what the store knows, a scheduler ticks by itself. Ticks are noted every 5 s. */
const SILENT_AFTER_MS = 12_000;

const SCHEDULER = 'each-second';

export interface RedisScheduleOptions {
  readonly link: RedisLink;
  /** Of the queue that carries the ticks. */
  readonly name: string;
  readonly database: Database;
  readonly log: Log;
  readonly tick: () => Promise<void>;
  /** Milliseconds without a tick after which Redis is taken for emptied (12,000 unless told). */
  readonly silentAfter?: number | undefined;
}

/**
 * One tick for all schedulers: a job scheduler of BullMQ makes it, and one of the processes takes it. What is due stands
 * in the store, so a tick more does no harm; and while Redis makes none, each scheduler ticks by itself.
 */
export class RedisSchedule {
  readonly #options: RedisScheduleOptions;
  readonly #tick: Tick;
  readonly #timers: NodeJS.Timeout[] = [];
  #queue: BullQueue | null = null;
  #worker: Worker | null = null;
  #watching: Promise<void> | null = null;
  #closing: Promise<void> | undefined;
  /** Redis is away, and that was said. */
  #alone = false;
  /** Of performance.now(): silence before that says nothing. */
  #expectedFrom = 0;

  constructor(options: RedisScheduleOptions) {
    this.#options = options;
    this.#tick = new Tick(options.tick, options.log);
  }

  async start(): Promise<void> {
    const { link, name } = this.#options;
    this.#queue = new BullQueue(name, {
      connection: link.producer,
      skipVersionCheck: link.misconfigured,
      streams: { events: { maxLen: 100 } },
    });
    this.#queue.on('error', (error) => link.report(error));
    this.#worker = await hireWorker(link, name, 1, () => this.#tick.run());
    await this.expectTicks();
    this.#timers.push(setInterval(() => void this.#makeAgain(), MADE_AGAIN_EVERY_MS));
    this.#timers.push(setInterval(() => this.#watch(), WATCH_EVERY_MS));
  }

  /** Asks Redis for ticks, from now on: at the start, and where it was away. Never throws. */
  async expectTicks(): Promise<void> {
    this.#expectedFrom = performance.now();
    await this.#makeAgain();
  }

  /** What Redis does not take now it is told again. */
  async #makeAgain(): Promise<void> {
    const { link } = this.#options;
    if (!link.reachable) return;
    const opts = { removeOnComplete: true, removeOnFail: true };
    await this.#queue
      ?.upsertJobScheduler(SCHEDULER, { every: TICK_EVERY_MS }, { name: 'tick', opts })
      .catch((error) => link.report(error));
  }

  /**
   * Resolves when a tick that is under way has ended. The job scheduler stays in Redis: others may go by it, and where
   * nobody is left, one tick waits there.
   */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#closing = this.#worker?.close().catch((error) => this.#options.link.report(error));
    await this.#watching;
    await this.#tick.ended();
  }

  /** Resolves when Redis has been told, which it is only where it can be reached. */
  async saidGoodBye(): Promise<void> {
    await this.#closing;
  }

  hangUp(): void {
    if (this.#worker !== null) hangUp(this.#options.link, this.#worker);
  }

  #watch(): void {
    this.#watching ??= this.#tickWhereRedisDoesNot()
      .catch((error) =>
        this.#options.log.error({ err: error }, 'it could not be read when the last tick was'),
      )
      .finally(() => {
        this.#watching = null;
      });
  }

  async #tickWhereRedisDoesNot(): Promise<void> {
    const { link, log, database, silentAfter = SILENT_AFTER_MS } = this.#options;
    if (!link.reachable) {
      if (!this.#alone) log.warn('while Redis is away, this scheduler looks by itself what is due');
      this.#alone = true;
      return await this.#tick.run();
    }
    this.#alone = false;
    if (performance.now() - this.#expectedFrom < silentAfter) return;
    const silence = await sinceLastTick(database.reader);
    if (silence !== null && silence < silentAfter) return;
    log.warn({ silence }, 'Redis gave no tick: its schedule is made again');
    await this.expectTicks();
    await this.#tick.run();
  }
}

import { createTask, type ScheduledTask } from 'node-cron';
import type { Log } from '../observability/log.ts';
import { Tick } from './tick.ts';

const EACH_SECOND = '* * * * * *';

/** Ticks by this process's own clock. A tick that is late is one tick: what is due stands in the store. */
export class LocalSchedule {
  readonly #tick: Tick;
  readonly #task: ScheduledTask;

  constructor(tick: () => Promise<void>, log: Log) {
    this.#tick = new Tick(tick, log);
    this.#task = createTask(EACH_SECOND, () => void this.#tick.run());
  }

  async start(): Promise<void> {
    await this.#task.start();
  }

  /** Resolves when a tick that is under way has ended. */
  async stop(): Promise<void> {
    await this.#task.destroy();
    await this.#tick.ended();
  }
}

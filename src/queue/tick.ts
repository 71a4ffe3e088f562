import type { Log } from '../observability/log.ts';

/** Ticks one after the other: one that comes while another is under way is that one. Its errors are logged. */
export class Tick {
  readonly #tick: () => Promise<void>;
  readonly #log: Log;
  #underway: Promise<void> | null = null;

  constructor(tick: () => Promise<void>, log: Log) {
    this.#tick = tick;
    this.#log = log;
  }

  /** Resolves when the tick has ended. Never throws. */
  async run(): Promise<void> {
    this.#underway ??= this.#tick()
      .catch((error) => this.#log.error({ err: error }, 'a tick failed; the next one follows'))
      .finally(() => {
        this.#underway = null;
      });
    await this.#underway;
  }

  /** Resolves when none is under way. */
  async ended(): Promise<void> {
    await this.#underway;
  }
}

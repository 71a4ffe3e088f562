import type { Log } from '../observability/log.ts';

/** Says once that nothing can be reached, and once that something can again, however many sources notice it. */
export class Reachability {
  readonly #log: Log;
  #down = false;

  constructor(log: Log) {
    this.#log = log;
  }

  get isDown(): boolean {
    return this.#down;
  }

  failed(fields: Readonly<Record<string, unknown>>): void {
    if (this.#down) {
      this.#log.debug(fields, 'source cannot be reached');
      return;
    }
    this.#down = true;
    this.#log.warn(
      fields,
      'no connection: looking again at the usual rhythm; what is stored can be read meanwhile',
    );
  }

  succeeded(): void {
    if (!this.#down) return;
    this.#down = false;
    this.#log.info('connected again');
  }
}

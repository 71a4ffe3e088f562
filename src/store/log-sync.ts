import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { StoreError } from '../errors.ts';

/** Resolves when what was written to a file is on the disk. */
export type ToDisk = (descriptor: number) => Promise<void>;

const usualToDisk: ToDisk = promisify(fdatasync);

/**
 * Brings what was committed to the write-ahead log onto the disk. The log is written in order: what one sync takes along
 * is everything before it, so many that wait are served by one, and nobody waits in the event loop.
 * https://www.sqlite.org/wal.html#performance_considerations
 */
export class LogSync {
  readonly #file: string;
  readonly #toDisk: ToDisk;
  #descriptor: number | null = null;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  /** `file`: of the database; its log stands beside it. */
  constructor(file: string, toDisk: ToDisk = usualToDisk) {
    this.#file = file;
    this.#toDisk = toDisk;
  }

  /** Resolves when all that was committed before is on the disk. Throws StoreError where the disk refuses. */
  async sync(): Promise<void> {
    // One that runs may have begun before the commit in question.
    if (this.#running !== null) {
      this.#next ??= this.#running.then(
        () => this.#begin(),
        () => this.#begin(),
      );
      return await this.#next;
    }
    return await this.#begin();
  }

  #begin(): Promise<void> {
    this.#next = null;
    const running = this.#flush().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #flush(): Promise<void> {
    try {
      this.#descriptor ??= openSync(`${this.#file}-wal`, 'r+');
      await this.#toDisk(this.#descriptor);
    } catch (error) {
      const message = 'what was written could not be brought onto the disk';
      throw new StoreError('store-failed', message, { file: this.#file }, { cause: error });
    }
  }

  /** Before the database is closed, which removes its log. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#running, this.#next]);
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}

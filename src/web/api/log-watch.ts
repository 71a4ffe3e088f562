import type { Reader } from '../../store/database.ts';
import { newestEvent } from '../../store/events.ts';

/** How often the store is asked while somebody waits, in milliseconds. */
const LOOK_EVERY_MS = 500;

/**
 * Tells who waits that the log has grown, whichever process wrote to it: so the store is asked, once for all of them,
 * and not at all while nobody waits.
 */
export class LogWatch {
  readonly #reader: Reader;
  readonly #waiting = new Set<Waiting>();
  #timer: NodeJS.Timeout | null = null;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Resolves when there is an event after that number, when `milliseconds` are over, or when `signal` is aborted. */
  async grown(after: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting: Waiting = { after, wake: () => resolve() };
    const patience = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', waiting.wake);
    this.#waiting.add(waiting);
    this.#timer ??= setTimeout(() => void this.#look(), LOOK_EVERY_MS);
    await promise;
    this.#waiting.delete(waiting);
    clearTimeout(patience);
    signal.removeEventListener('abort', waiting.wake);
    if (this.#waiting.size === 0 && this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
  }

  async #look(): Promise<void> {
    // A store that cannot be asked just now is asked again; whoever waits reads it then, and is told if it cannot.
    const newest = await newestEvent(this.#reader).catch(() => Number.POSITIVE_INFINITY);
    for (const { after, wake } of this.#waiting) if (newest > after) wake();
    this.#timer = this.#waiting.size === 0 ? null : setTimeout(() => void this.#look(), LOOK_EVERY_MS);
  }
}

interface Waiting {
  readonly after: number;
  readonly wake: () => void;
}

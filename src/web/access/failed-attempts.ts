import type { Clock } from '../../domain/clock.ts';

const MOST_FAILURES = 10;
const WITHIN_MS = 15 * 60_000;
/** Addresses that are remembered; where it is more, the oldest is forgotten. */
const MOST_ADDRESSES = 10_000;

/** Who guesses tokens, by address. A token cannot be guessed; this keeps the guessing cheap for us, and out of the log. */
export class FailedAttempts {
  readonly #clock: Clock;
  readonly #failures = new Map<string, { count: number; since: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds for which this address has to wait; 0 where it need not. */
  waitOf(address: string): number {
    const found = this.#failures.get(address);
    if (found === undefined || found.count < MOST_FAILURES) return 0;
    return Math.max(0, found.since + WITHIN_MS - this.#clock.now());
  }

  note(address: string): void {
    const now = this.#clock.now();
    const found = this.#failures.get(address);
    if (found !== undefined && now - found.since < WITHIN_MS) {
      found.count++;
      return;
    }
    this.#failures.delete(address);
    this.#failures.set(address, { count: 1, since: now });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MOST_ADDRESSES && oldest !== undefined) this.#failures.delete(oldest);
  }

  forgive(address: string): void {
    this.#failures.delete(address);
  }
}

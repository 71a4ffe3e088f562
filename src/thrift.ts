import { setFlagsFromString } from 'node:v8';

const SECOND_MS = 1000;
/** A person who reads asks for less, style sheets and all. */
const MANY_A_SECOND = 10;
/** So long after many asked it is calm again, in milliseconds. */
const CALM_MS = 30_000;

/**
 * V8 lets garbage grow to hundreds of megabytes where the machine has them. Told to save memory it keeps to a third, for
 * half as much again of a poll's few milliseconds: what runs for months should be small rather than quick. Pages take three
 * times as long that way, so while many ask for them, and only then, the heap may grow. V8 looks at the setting whenever it
 * decides how far: https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export class Thrift {
  readonly #setFlags: (flags: string) => void;
  #second = 0;
  #asked = 0;
  #busySince = 0;
  #calming: NodeJS.Timeout | null = null;

  constructor(setFlags: (flags: string) => void) {
    this.#setFlags = setFlags;
    setFlags('--optimize-for-size');
  }

  /** Something was asked for. `now`: milliseconds of a clock that only goes on. */
  note(now: number): void {
    if (now - this.#second >= SECOND_MS) {
      this.#second = now;
      this.#asked = 0;
    }
    this.#asked += 1;
    if (this.#asked < MANY_A_SECOND) return;
    this.#busySince = now;
    if (this.#calming !== null) return;
    this.#setFlags('--no-optimize-for-size');
    this.#waitForCalm(now, CALM_MS);
  }

  #waitForCalm(began: number, wait: number): void {
    this.#calming = setTimeout(() => {
      const left = this.#busySince + CALM_MS - (began + wait);
      this.#calming = null;
      if (left > 0) this.#waitForCalm(began + wait, left);
      else this.#setFlags('--optimize-for-size');
    }, wait).unref();
  }
}

/** Of this process; null where it does not run for long. */
let own: Thrift | null = null;

/** This process saves memory from now on. */
export function beThrifty(): void {
  own ??= new Thrift(setFlagsFromString);
}

/** To be called with each page or answer that is asked for. */
export function noteRequest(): void {
  own?.note(performance.now());
}

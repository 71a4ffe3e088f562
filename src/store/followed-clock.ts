import { sql } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { Reader } from './database.ts';
import { databaseNow } from './database-clock.ts';

/** Less is what an answer's way and a machine's own setting of its clock explain. */
const TOLERATED_MS = 2_000;

const ASKED_TIMES = 3;

/**
 * The machine's clock, put right by the database's where the two differ: what one process calls due is then due for all,
 * although the clock of its machine is wrong.
 */
export class FollowedClock implements Clock {
  readonly #machine: Clock;
  #offset = 0;

  constructor(machine: Clock) {
    this.#machine = machine;
  }

  now(): number {
    return this.#machine.now() + this.#offset;
  }

  /** Asks the database what time it is. Returns by how many milliseconds the machine's clock is behind; 0 where it is right. */
  async adjust(reader: Reader): Promise<number> {
    let best: { readonly took: number; readonly offset: number } | null = null;
    for (let time = 0; time < ASKED_TIMES; time++) {
      const asked = this.#machine.now();
      const theirs = await readClock(reader);
      const took = this.#machine.now() - asked;
      if (best === null || took < best.took) best = { took, offset: theirs - (asked + took / 2) };
    }
    const offset = Math.round(best?.offset ?? 0);
    this.#offset = Math.abs(offset) < TOLERATED_MS ? 0 : offset;
    return this.#offset;
  }
}

async function readClock(reader: Reader): Promise<number> {
  const { rows } = await sql<{ now: number }>`select ${databaseNow(reader)} as now`.execute(reader);
  return Number(rows[0]?.now);
}

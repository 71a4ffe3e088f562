import { setTimeout as delay } from 'node:timers/promises';
import type { HostLimits } from '../domain/host-limits.ts';
import type { EndTurn } from './host-turns.ts';
import { pause } from './pause.ts';

/** The right to one of the requests that may be under way to a group of hosts, of all processes together. */
export interface HostPlace {
  readonly name: string;
  /** Until when it is held, milliseconds since 1970 by the clock of whoever gave it. */
  readonly until: number;
}

/** Where processes share the places at hosts. */
export interface HostPlaces {
  /** Takes one of the group's places, for at most `milliseconds`: so long it is lost where its holder dies. Null: none is free. */
  occupy(group: string, connections: number, milliseconds: number): Promise<HostPlace | null>;
  /** Gives it back; nothing happens where it has run out meanwhile. */
  vacate(place: HostPlace): Promise<void>;
}

/** How often a taken place is asked for. Only the first in line of each process asks. */
const ASK_EVERY_MS = 100;

/** How long a farewell waits for what is given back. */
const FAREWELL_MS = 2_000;

/** Waits for places, and gives them back. */
export class PlaceKeeper {
  readonly #places: HostPlaces;
  readonly #leaving = new Set<Promise<void>>();

  constructor(places: HostPlaces) {
    this.#places = places;
  }

  /**
   * Resolves with what gives the place back; with null after `patience` milliseconds. Rejects with the reason of the first
   * of `stops` that aborts meanwhile, and where the places cannot be asked for.
   */
  async wait(
    { group, connections }: HostLimits,
    terms: { readonly patience: number; readonly milliseconds: number },
    stops: readonly AbortSignal[],
  ): Promise<EndTurn | null> {
    const deadline = performance.now() + terms.patience;
    for (;;) {
      for (const stop of stops) stop.throwIfAborted();
      const place = await this.#places.occupy(group, connections, terms.milliseconds);
      if (place !== null) return () => this.#giveBack(place);
      if (performance.now() >= deadline) return null;
      await pause(ASK_EVERY_MS * (1 + Math.random()), stops);
    }
  }

  /** Resolves when everything is given back, or does not come to it. */
  async close(): Promise<void> {
    const patience = new AbortController();
    const tired = delay(FAREWELL_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.#leaving), tired]);
    patience.abort();
  }

  #giveBack(place: HostPlace): void {
    const leaving: Promise<void> = this.#places
      .vacate(place)
      // It runs out by itself: nothing is lost but time.
      .catch(() => undefined)
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }
}

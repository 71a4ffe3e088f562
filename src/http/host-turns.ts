import type { HostLimits } from '../domain/host-limits.ts';
import { untilStopped } from './pause.ts';

/** Ends the request's turn; the next in line gets it. Calling it again does nothing. */
export type EndTurn = () => void;

interface Line {
  underway: number;
  /** First come, first served. */
  readonly waiting: { readonly connections: number; readonly begin: () => void }[];
}

/**
 * Lets as many requests to one group of hosts be under way as its limits say. The agent's own limit would not do: it is
 * one for each origin, and counts the wait for a connection as time that the upstream took.
 */
export class HostTurns {
  readonly #lines = new Map<string, Line>();

  /**
   * Resolves when it is the request's turn, with what ends the turn; with null after `patience` milliseconds. Rejects
   * with the reason of the first of `stops` that aborts meanwhile.
   */
  async wait(
    { group, connections }: HostLimits,
    patience: number,
    stops: readonly AbortSignal[],
  ): Promise<EndTurn | null> {
    const line = this.#lines.get(group) ?? { underway: 0, waiting: [] };
    this.#lines.set(group, line);
    if (line.waiting.length === 0 && line.underway < connections) return this.#begin(group, line);
    return await untilStopped<EndTurn | null>(stops, (resolve) => {
      const place = { connections, begin: () => resolve(this.#begin(group, line)) };
      line.waiting.push(place);
      const timer = setTimeout(() => resolve(null), patience);
      return () => {
        clearTimeout(timer);
        const index = line.waiting.indexOf(place);
        if (index === -1) return;
        line.waiting.splice(index, 1);
        // It may have held up others that are content with more requests under way.
        this.#advance(group, line);
      };
    });
  }

  #begin(group: string, line: Line): EndTurn {
    line.underway++;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      line.underway--;
      this.#advance(group, line);
    };
  }

  #advance(group: string, line: Line): void {
    for (let first = line.waiting[0]; first !== undefined; first = line.waiting[0]) {
      if (line.underway >= first.connections) return;
      line.waiting.shift();
      first.begin();
    }
    if (line.underway === 0) this.#lines.delete(group);
  }
}

import type { HostLimits } from '../domain/host-limits.ts';
import { RateLimitedError } from '../errors.ts';
import type { PlaceKeeper } from './host-places.ts';
import { type EndTurn, HostTurns } from './host-turns.ts';
import { passGate, type QuotaGate } from './quota-gate.ts';

/** What one request asks leave for. */
export interface LeaveWish {
  readonly limits: HostLimits;
  readonly quota: string | undefined;
  /** Milliseconds that the answer may take, its body included. */
  readonly totalTimeout: number;
}

/** Lets requests go out when their host, all processes together and their quota allow it. */
export class HostLeave {
  readonly #turns = new HostTurns();
  readonly #gate: QuotaGate;
  readonly #keeper: PlaceKeeper | null;
  readonly #maxTurnMs: number;

  /** `maxTurnMs`: milliseconds that a request waits for its turn and slot at a host before RateLimitedError. */
  constructor(gate: QuotaGate, keeper: PlaceKeeper | null, maxTurnMs: number) {
    this.#gate = gate;
    this.#keeper = keeper;
    this.#maxTurnMs = maxTurnMs;
  }

  /** Resolves when the request may go out, with what ends its turn at the host. Throws RateLimitedError. */
  async wait(wish: LeaveWish, stops: readonly AbortSignal[]): Promise<EndTurn> {
    const { limits, quota } = wish;
    const began = performance.now();
    const patience = () => Math.max(this.#maxTurnMs - (performance.now() - began), 0);
    const endTurn = await this.#turns.wait(limits, this.#maxTurnMs, stops);
    if (endTurn === null) throw this.#tooLong(limits);
    let endStay: EndTurn = () => {};
    function end(): void {
      endStay();
      endTurn?.();
    }
    try {
      endStay = await this.#waitForPlace(wish, patience(), stops);
      await passGate(this.#gate, { quota, limits, patience: patience() }, stops);
      return end;
    } catch (error) {
      end();
      throw error;
    }
  }

  /** A turn in this process is a place among all of them, where a host asks for few requests at a time. */
  async #waitForPlace(
    { limits, totalTimeout }: LeaveWish,
    patience: number,
    stops: readonly AbortSignal[],
  ): Promise<EndTurn> {
    if (this.#keeper === null || !limits.shared) return () => {};
    const milliseconds = this.#maxTurnMs + this.#gate.maxWaitMs + totalTimeout;
    const endStay = await this.#keeper.wait(limits, { patience, milliseconds }, stops);
    if (endStay === null) throw this.#tooLong(limits);
    return endStay;
  }

  /** Nobody knows when those before us will be done: it is looked again after as long as they were given. */
  #tooLong({ group }: HostLimits): RateLimitedError {
    return new RateLimitedError(this.#gate.clock.now() + this.#maxTurnMs, { group });
  }
}

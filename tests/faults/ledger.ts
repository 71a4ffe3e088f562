import type { LoggedError } from './program.ts';

/** What was done to the program in one scenario, and what it said to that. */
export class Ledger {
  /** Kills, restarts, pauses: whatever the scenario does. */
  faults = 0;
  /** When each fault, or time of faults, was over, by `performance.now()`. */
  readonly ends: number[] = [];
  /** Deliveries whose outcome the program could not know: they may come again, once each time. */
  inFlight = 0;
  /** Of processes: what they logged as errors, and that they ended by themselves. */
  readonly errors: LoggedError[] = [];

  /** `inFlight`: ids of the deliveries that were on their way. */
  addFault(inFlight: readonly string[] = []): void {
    this.faults += 1;
    this.leaveInFlight(inFlight);
  }

  leaveInFlight(deliveries: readonly string[]): void {
    this.inFlight += deliveries.length;
  }

  endOfFault(): void {
    this.ends.push(performance.now());
  }
}

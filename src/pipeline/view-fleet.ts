import type { FleetFigures } from '../observability/fleet-figures.ts';
import type { Database, Reader } from '../store/database.ts';
import {
  countAlertsAfter,
  countEventsAfter,
  type LogCounts,
  newestAlertNumber,
  newestEvent,
} from '../store/log-counts.ts';
import type { Health } from './view-health.ts';

/** Figures of all processes together, out of the store; null where it does not answer. Never throws. */
export type FleetView = () => Promise<FleetFigures | null>;

/** `health`: see createHealthView. Events and alerts are counted from the first time on that this is asked. */
export function createFleetView(database: Database, health: () => Promise<Health>): FleetView {
  const events = new LogTally(newestEvent, countEventsAfter);
  const alerts = new LogTally(newestAlertNumber, countAlertsAfter);
  return async () => {
    const { at, ready, queueTrouble, standing } = await health();
    if (standing === null) return null;
    const counted = await Promise.all([
      events.upToNow(database.reader),
      alerts.upToNow(database.reader),
    ]).catch(() => null);
    if (counted === null) return null;
    const since = (time: number | null | undefined) => Math.max(0, at - (time ?? at));
    return {
      ready,
      queueReachable: queueTrouble === null,
      tickAge: standing.sinceTick,
      oldestOverdue: since(standing.overdue?.since),
      oldestJob: since(standing.oldestJobSince),
      jobs: standing.jobs,
      sources: [...standing.sources].map(([state, count]) => ({ state, count })),
      events: counted[0],
      alerts: counted[1],
    };
  };
}

/** Counts what a log grows by, reading only what is new of it. */
class LogTally {
  readonly #newest: (reader: Reader) => Promise<number>;
  readonly #countAfter: (reader: Reader, after: number) => Promise<LogCounts>;
  readonly #counts = new Map<string, number>();
  #readTo: number | null = null;
  #reading: Promise<void> | null = null;

  constructor(
    newest: (reader: Reader) => Promise<number>,
    countAfter: (reader: Reader, after: number) => Promise<LogCounts>,
  ) {
    this.#newest = newest;
    this.#countAfter = countAfter;
  }

  async upToNow(reader: Reader): Promise<{ readonly kind: string; readonly count: number }[]> {
    this.#reading ??= this.#read(reader).finally(() => {
      this.#reading = null;
    });
    await this.#reading;
    return [...this.#counts].map(([kind, count]) => ({ kind, count }));
  }

  async #read(reader: Reader): Promise<void> {
    if (this.#readTo === null) {
      this.#readTo = await this.#newest(reader);
      return;
    }
    const { newest, counts } = await this.#countAfter(reader, this.#readTo);
    this.#readTo = newest;
    for (const { kind, count } of counts) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count);
  }
}

import type { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FleetFigures } from './fleet-figures.ts';
import { createFleetGauges } from './fleet-gauges.ts';

/** What is counted while the program works. Every label takes few values: none comes from an upstream. */
export interface Meter {
  /** A look at a source of this kind has ended. */
  polled(kind: string, outcome: string, milliseconds: number): void;
  /** A request went out, to what is watched by this kind of source or to others. `status`: null where there was no answer. */
  requested(to: string, status: number | null): void;
  /** An attempt to deliver to this channel has ended. */
  delivered(channel: string, outcome: string): void;
  /** A transaction that writes had to wait for so long before it began. */
  waitedToWrite(milliseconds: number): void;
}

/** Counts nothing: for commands that end, whom nobody asks. */
export const NO_METER: Meter = {
  polled: () => {},
  requested: () => {},
  delivered: () => {},
  waitedToWrite: () => {},
};

/** A meter that can be read, by Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export interface Metrics extends Meter {
  readonly contentType: string;
  /** Everything as text, with these figures; null where the store could not be asked for them. */
  text(figures: FleetFigures | null): Promise<string>;
}

const POLL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const WRITE_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** Begins to count. `version` and `roles` are told beside the counts. */
export async function createMetrics(version: string, roles: string): Promise<Metrics> {
  const prom = await import('prom-client');
  const registry = new prom.Registry();
  const registers = [registry];
  prom.collectDefaultMetrics({ register: registry });
  const counter = <T extends string>(name: string, help: string, labelNames: T[]): Counter<T> =>
    new prom.Counter({ name: `modelwatch_${name}`, help, labelNames, registers });
  const histogram = <T extends string>(name: string, help: string, buckets: number[], labelNames: T[]) =>
    new prom.Histogram({ name: `modelwatch_${name}`, help, buckets, labelNames, registers }) as Histogram<T>;
  const gauge = <T extends string>(name: string, help: string, labelNames: T[] = []): Gauge<T> =>
    new prom.Gauge({ name: `modelwatch_${name}`, help, labelNames, registers });

  const polls = counter('polls_total', 'Looks at sources that this process ended.', ['kind', 'outcome']);
  const pollSeconds = histogram('poll_seconds', 'How long a look took.', POLL_SECONDS, ['kind']);
  const requests = counter('http_requests_total', 'Requests that this process sent.', ['to', 'status']);
  const limited = counter('http_rate_limited_total', 'Answers of 429.', ['to']);
  const deliveries = counter('deliveries_total', 'Attempts to deliver.', ['channel', 'outcome']);
  const writeWait = histogram('store_write_wait_seconds', 'Wait for the right to write.', WRITE_SECONDS, []);
  gauge('info', 'Always 1.', ['version', 'roles']).set({ version, roles }, 1);
  const shown = createFleetGauges(counter, gauge);

  return {
    polled: (kind, outcome, milliseconds) => {
      polls.inc({ kind, outcome });
      pollSeconds.observe({ kind }, milliseconds / 1000);
    },
    requested: (to, status) => {
      requests.inc({ to, status: status === null ? 'none' : `${Math.floor(status / 100)}xx` });
      if (status === 429) limited.inc({ to });
    },
    delivered: (channel, outcome) => deliveries.inc({ channel, outcome }),
    waitedToWrite: (milliseconds) => writeWait.observe(milliseconds / 1000),
    contentType: (registry as Registry).contentType,
    text: async (figures) => {
      shown(figures);
      return await registry.metrics();
    },
  };
}

import type { Channel } from '../alerts/channel.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../observability/log.ts';
import type { AskedRefreshes } from '../pipeline/asked-refresh.ts';
import type { WatchedSource } from '../pipeline/poll-source.ts';
import type { Labs } from '../pipeline/view-release.ts';
import type { QueueViews } from '../queue/queue-views.ts';
import type { Database } from '../store/database.ts';
import type { HealthSources } from './health-routes.ts';

/** What the page, the API and the feeds are made from. */
export interface WebDependencies {
  readonly database: Database;
  readonly configuration: Configuration;
  readonly labs: Labs;
  /** By locator. */
  readonly sources: ReadonlyMap<string, WatchedSource>;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Address of the Hub, without a slash at its end. */
  readonly hfEndpoint: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: (prefix: string) => string;
  /** Looks that are asked for here. */
  readonly refreshes: AskedRefreshes;
  /** What Redis carries, for who has a token; null where there is no Redis. */
  readonly openQueueViews: (() => Promise<QueueViews>) | null;
  /** How the watching does, for those who watch it from outside. */
  readonly observation: HealthSources;
  /** Where it listens, only this machine can reach it. */
  readonly loopback: boolean;
  /** Aborted when the server stops: whoever streams ends then. */
  readonly stopping: AbortSignal;
}

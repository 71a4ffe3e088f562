import { Hono } from 'hono';
import type { FleetFigures } from '../observability/fleet-figures.ts';
import type { Metrics } from '../observability/metrics.ts';
import { VERSION } from '../package-root.ts';
import type { Health, Standing } from '../pipeline/view-health.ts';
import type { WebEnv } from './web-env.ts';

/** What is told to those who watch the program from outside. */
export interface HealthSources {
  readonly health: () => Promise<Health>;
  readonly fleet: () => Promise<FleetFigures | null>;
  /** Null where nothing is counted. */
  readonly metrics: Metrics | null;
}

const UNCACHED = { 'cache-control': 'no-store' } as const;

/**
 * `/healthz`: the process lives. `/readyz`: all that is due is looked after, by whichever process; 503 and the reasons
 * where it is not. `/metrics`: for Prometheus. Nothing in them is secret; who may see `/metrics` is decided before.
 */
export function healthRoutes({ health, fleet, metrics }: HealthSources): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/healthz', (c) => {
    const body = { status: 'alive', version: VERSION, uptimeSeconds: Math.floor(process.uptime()) };
    return c.json(body, 200, UNCACHED);
  });
  app.get('/readyz', async (c) => {
    const seen = await health();
    return c.json(toJson(seen), seen.ready ? 200 : 503, UNCACHED);
  });
  if (metrics === null) return app;
  app.get('/metrics', async (c) =>
    c.body(await metrics.text(await fleet()), 200, { ...UNCACHED, 'content-type': metrics.contentType }),
  );
  return app;
}

function toJson({ at, ready, reasons, standing, queueTrouble }: Health) {
  return {
    ready,
    reasons,
    at: new Date(at).toISOString(),
    store: { reachable: standing !== null },
    queue: { reachable: queueTrouble === null },
    ...(standing === null ? {} : standingToJson(standing, at)),
  };
}

function standingToJson({ sinceTick, overdue, jobs, oldestJobSince, sources }: Standing, at: number) {
  const count = (state: string) =>
    jobs.filter((job) => job.state === state).reduce((sum, job) => sum + job.count, 0);
  return {
    lastTick:
      sinceTick === null
        ? null
        : { at: new Date(at - sinceTick).toISOString(), secondsAgo: seconds(sinceTick) },
    oldestOverdueSource:
      overdue === null
        ? null
        : {
            id: overdue.id,
            dueAt: new Date(overdue.since).toISOString(),
            seconds: seconds(at - overdue.since),
          },
    oldestDueJobSeconds: oldestJobSince === null ? null : seconds(at - oldestJobSince),
    jobs: { ready: count('ready'), leased: count('leased'), dead: count('dead') },
    sources: Object.fromEntries(sources),
  };
}

function seconds(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000));
}

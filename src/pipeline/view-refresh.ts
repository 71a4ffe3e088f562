import type { PollReport } from './poll-source.ts';
import type { RefreshReport } from './refresh.ts';

/** What a pass did, as `refresh --json` prints it. A contract: fields may be added, not changed. */
export interface RefreshView {
  readonly sources: readonly RefreshedSource[];
  readonly alerts: readonly {
    readonly id: string;
    readonly kind: string;
    readonly release?: string;
    readonly title: string;
  }[];
  readonly deliveries: RefreshReport['deliveries'];
}

export interface RefreshedSource extends Omit<PollReport, 'until'> {
  /** ISO 8601: until when a rate limit parks it. */
  readonly until?: string;
}

export function viewRefresh(report: RefreshReport): RefreshView {
  return {
    sources: report.sources.map(({ until, ...source }) =>
      until === undefined ? source : { ...source, until: new Date(until).toISOString() },
    ),
    alerts: report.alerts.map((alert) => ({
      id: alert.id,
      kind: alert.kind,
      ...(alert.release_id === null ? {} : { release: alert.release_id }),
      title: alert.title,
    })),
    deliveries: report.deliveries,
  };
}

import type { PollReport } from './poll-source.ts';
import type { RefreshReport } from './refresh.ts';

/** A pass as `refresh --json` prints it and as the API gives it. A contract: fields may be added, not changed. */
export interface RefreshView {
  readonly sources: readonly (Omit<PollReport, 'until'> & { readonly until?: string })[];
  readonly alerts: readonly {
    readonly id: string;
    readonly kind: string;
    readonly release?: string;
    readonly title: string;
  }[];
  readonly deliveries: RefreshReport['deliveries'];
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

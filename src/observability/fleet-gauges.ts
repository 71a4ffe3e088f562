import type { Counter, Gauge } from 'prom-client';
import type { FleetFigures } from './fleet-figures.ts';

export type MakeCounter = <T extends string>(name: string, help: string, labelNames: T[]) => Counter<T>;
export type MakeGauge = <T extends string>(name: string, help: string, labelNames?: T[]) => Gauge<T>;

/**
 * What is true of the store as a whole: every process that is asked says the same, so these are not to be added up.
 * Returns what sets them; of what is not known nothing is said.
 */
export function createFleetGauges(
  counter: MakeCounter,
  gauge: MakeGauge,
): (figures: FleetFigures | null) => void {
  const ready = gauge('ready', '1 where all that is due is looked after, as /readyz says it.');
  const queue = gauge('queue_reachable', '1 where jobs can be brought to workers.');
  const store = gauge('store_reachable', '1 where the database answers.');
  const tick = gauge('last_tick_age_seconds', 'Since a scheduler looked what is due.');
  const overdue = gauge('oldest_overdue_source_seconds', 'How long the source is due that waits longest.');
  const oldestJob = gauge(
    'oldest_due_job_seconds',
    'How long the job waits that could have run longest ago.',
  );
  const jobs = gauge('jobs', 'Job rows.', ['kind', 'state']);
  const sources = gauge('sources', 'Sources that are configured.', ['state']);
  const events = counter('events_total', 'Change events since this process began, of all processes.', [
    'type',
  ]);
  const alerts = counter('alerts_total', 'Alerts since this process began, of all processes.', ['kind']);
  return (figures) => {
    for (const metric of [jobs, sources, events, alerts]) metric.reset();
    ready.set(figures?.ready === true ? 1 : 0);
    store.set(figures === null ? 0 : 1);
    setOrHide(queue, figures === null ? null : Number(figures.queueReachable));
    setOrHide(tick, inSeconds(figures?.tickAge));
    setOrHide(overdue, inSeconds(figures?.oldestOverdue));
    setOrHide(oldestJob, inSeconds(figures?.oldestJob));
    for (const { kind, state, count } of figures?.jobs ?? []) jobs.set({ kind, state }, count);
    for (const { state, count } of figures?.sources ?? []) sources.set({ state }, count);
    for (const { kind, count } of figures?.events ?? []) events.inc({ type: kind }, count);
    for (const { kind, count } of figures?.alerts ?? []) alerts.inc({ kind }, count);
  };
}

function setOrHide(metric: Gauge<never>, value: number | null): void {
  if (value === null) metric.remove();
  else metric.set(value);
}

function inSeconds(milliseconds: number | null | undefined): number | null {
  return milliseconds === null || milliseconds === undefined ? null : milliseconds / 1000;
}

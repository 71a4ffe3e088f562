import { expect, it } from 'vitest';
import { createMetrics } from '../../src/observability/metrics.ts';

const FIGURES = {
  ready: true,
  queueReachable: true,
  tickAge: 2_500,
  oldestOverdue: 61_000,
  oldestJob: 0,
  jobs: [{ kind: 'deliver', state: 'ready', count: 3 }],
  sources: [{ state: 'ok', count: 40 }],
  events: [{ kind: 'repo.added', count: 7 }],
  alerts: [],
};

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('modelwatch_'));
}

it('tells what was counted, what the store says, and how the process does', async () => {
  const metrics = await createMetrics('1.2.3', 'worker,web');
  metrics.polled('feed', 'unchanged', 300);
  metrics.polled('feed', 'unchanged', 700);
  metrics.requested('feed', 304);
  metrics.requested('feed', 429);
  metrics.requested('other', null);
  metrics.delivered('team', 'sent');
  metrics.waitedToWrite(20);
  const text = await metrics.text(FIGURES);
  expect(linesOf(text)).toEqual(
    expect.arrayContaining([
      'modelwatch_polls_total{kind="feed",outcome="unchanged"} 2',
      'modelwatch_poll_seconds_sum{kind="feed"} 1',
      'modelwatch_poll_seconds_bucket{le="0.5",kind="feed"} 1',
      'modelwatch_http_requests_total{to="feed",status="3xx"} 1',
      'modelwatch_http_requests_total{to="feed",status="4xx"} 1',
      'modelwatch_http_requests_total{to="other",status="none"} 1',
      'modelwatch_http_rate_limited_total{to="feed"} 1',
      'modelwatch_deliveries_total{channel="team",outcome="sent"} 1',
      'modelwatch_store_write_wait_seconds_bucket{le="0.01"} 0',
      'modelwatch_store_write_wait_seconds_bucket{le="0.05"} 1',
      'modelwatch_info{version="1.2.3",roles="worker,web"} 1',
      'modelwatch_ready 1',
      'modelwatch_store_reachable 1',
      'modelwatch_last_tick_age_seconds 2.5',
      'modelwatch_oldest_overdue_source_seconds 61',
      'modelwatch_jobs{kind="deliver",state="ready"} 3',
      'modelwatch_sources{state="ok"} 40',
      'modelwatch_events_total{type="repo.added"} 7',
    ]),
  );
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  expect(text).toMatch(/^process_resident_memory_bytes /m);
  expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
});

it('says nothing of what is over, or not known', async () => {
  const metrics = await createMetrics('1.2.3', 'web');
  await metrics.text(FIGURES);
  const later = linesOf(await metrics.text({ ...FIGURES, jobs: [], tickAge: null, ready: false }));
  expect(later.filter((line) => /^modelwatch_(?:jobs|last_tick)/.test(line))).toEqual([]);
  expect(later).toContain('modelwatch_ready 0');
  expect(later).toContain('modelwatch_events_total{type="repo.added"} 7');
  const unknown = linesOf(await metrics.text(null));
  expect(unknown).toContain('modelwatch_store_reachable 0');
  expect(
    unknown.filter((line) => /^modelwatch_(?:oldest|sources|events|jobs|last|queue)/.test(line)),
  ).toEqual([]);
});

import { setTimeout as delay } from 'node:timers/promises';
import type { JobRunner } from '../queue/run-job.ts';
import { alertsSince, countDeliveries, newestAlert, type StoredAlert } from '../store/alerts.ts';
import {
  countUnfinishedJobs,
  enqueueJobs,
  type JobKind,
  pullForward,
  pullForwardFirstAttempts,
} from '../store/jobs.ts';
import { type FactsDependencies, fetchNewFacts } from './fetch-facts.ts';
import { pollDue } from './poll-due.ts';
import { type PollDependencies, type PollReport, pollSource, type WatchedSource } from './poll-source.ts';
import { reviewCandidates } from './review-candidates.ts';
import { type ReviewDependencies, reviewSources } from './review-sources.ts';
import { type DigestDependencies, sendDigests } from './send-digests.ts';

export interface RefreshDependencies extends PollDependencies {
  readonly runner: JobRunner;
  readonly review: ReviewDependencies;
  readonly facts: FactsDependencies;
  readonly digests: DigestDependencies;
}

export interface RefreshReport {
  readonly sources: readonly PollReport[];
  readonly alerts: readonly StoredAlert[];
  readonly deliveries: { readonly sent: number; readonly failed: number; readonly pending: number };
}

export interface RefreshProgress {
  readonly polled?: (report: PollReport) => void;
}

/** `all`: whatever their due time and back-off. `due`: only those whose time has come, as the daemon looks at them. */
export type RefreshScope = 'all' | 'due';

/** How long to wait for a source that another process polls just now, in milliseconds. */
const LEASE_PATIENCE_MS = 30_000;
/** How long to wait for jobs that another process (the daemon) has taken. */
const OTHERS_PATIENCE_MS = 30_000;
const POLLS_AT_ONCE = 6;
const CARRY_ON: readonly JobKind[] = [
  'update-catalog',
  'review-release',
  'gather-catch-up',
  'deliver',
  'amend',
];

const CHORES: readonly JobKind[] = ['prune', 'fetch-facts'];

/**
 * One pass over these sources now, through the catalog to the deliveries that are due. May run beside the daemon: what
 * that one takes is waited for.
 */
export async function refresh(
  deps: RefreshDependencies,
  sources: readonly WatchedSource[],
  progress: RefreshProgress = {},
  scope: RefreshScope = 'all',
): Promise<RefreshReport> {
  const before = await newestAlert(deps.database.reader);
  const polled = progress.polled ?? (() => {});
  const reports =
    scope === 'all'
      ? await pollAll(deps, sources, polled)
      : await pollDue(deps, sources, POLLS_AT_ONCE, polled);
  await reviewSources(deps.review);
  await reviewCandidates(deps.review);
  await workOff(deps, ['update-catalog', 'review-release']);
  // In one pass all sources have been seen: what came after a gap need not wait for others.
  if (scope === 'all')
    await deps.database.write((tx) => pullForward(tx, 'gather-catch-up', deps.clock.now()));
  await fetchNewFacts(deps.facts);
  await workOff(deps, ['update-catalog']);
  await sendDigests(deps.digests);
  await deps.database.write((tx) => pullForwardFirstAttempts(tx, deps.clock.now()));
  await workOff(deps, CARRY_ON);
  if (scope === 'due') await doChores(deps);
  const alerts = await alertsSince(deps.database.reader, before);
  const counts = await countDeliveries(
    deps.database.reader,
    alerts.map((alert) => alert.id),
  );
  return {
    sources: reports,
    alerts,
    deliveries: {
      sent: counts.sent,
      failed: counts.failed + counts.dead,
      pending: counts.pending + counts.sending,
    },
  };
}

async function pollAll(
  deps: RefreshDependencies,
  sources: readonly WatchedSource[],
  polled: (report: PollReport) => void,
): Promise<PollReport[]> {
  const reports: PollReport[] = [];
  const waiting = sources.entries();
  // One iterator shared by all: each takes the next source when it is done with one.
  const worker = async () => {
    for (const [index, source] of waiting) {
      const report = await pollSource(deps, source, { waitForLease: LEASE_PATIENCE_MS });
      reports[index] = report;
      polled(report);
    }
  };
  await Promise.all(Array.from({ length: Math.min(POLLS_AT_ONCE, sources.length) }, worker));
  return reports;
}

/** Where there is no daemon, each pass does a piece of what one does beside watching. */
async function doChores({ database, clock, signal, runner }: RefreshDependencies): Promise<void> {
  const now = clock.now();
  await database.write((tx) =>
    enqueueJobs(tx, [{ kind: 'prune', key: 'all', lane: 'prune', runAt: now }], now),
  );
  for (const kind of CHORES) {
    const job = signal.aborted ? null : await runner.leaseNext([kind]);
    if (job !== null) await runner.run(job);
  }
}

/** Runs what can run now until nothing is left of it; what another process has taken is waited for, within reason. */
async function workOff(deps: RefreshDependencies, kinds: readonly JobKind[]): Promise<void> {
  const deadline = performance.now() + OTHERS_PATIENCE_MS;
  while (!deps.signal.aborted) {
    const unfinished = await countUnfinishedJobs(deps.database.reader, kinds, deps.clock.now());
    if (unfinished === 0 || performance.now() > deadline) return;
    if (!(await runAllRunnable(deps, kinds))) await delay(50);
  }
}

const WORKERS = 8;

async function runAllRunnable(deps: RefreshDependencies, kinds: readonly JobKind[]): Promise<boolean> {
  let ran = false;
  const worker = async () => {
    for (;;) {
      const job = deps.signal.aborted ? null : await deps.runner.leaseNext(kinds);
      if (job === null) return;
      ran = true;
      await deps.runner.run(job);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  return ran;
}

import { JobRunner } from '../queue/run-job.ts';
import { completeJob, type LeasedJob, pollJobKinds } from '../store/jobs.ts';
import { listUnfinishedPolls } from '../store/queue-depth.ts';
import { enqueueDuePolls } from './enqueue-due-polls.ts';
import { type PollDependencies, type PollReport, pollSource, type WatchedSource } from './poll-source.ts';

/**
 * Looks at those of the sources that are due, back-off and parks obeyed, as a scheduler and a worker would: what is due
 * becomes a job, so that a daemon beside it looks at none of them as well, and what a process left undone is taken up.
 */
export async function pollDue(
  deps: PollDependencies,
  sources: readonly WatchedSource[],
  atOnce: number,
  polled: (report: PollReport) => void,
): Promise<PollReport[]> {
  const { database, clock, announce } = deps;
  const chosen = new Map(sources.map((watched) => [watched.source.locator, watched]));
  await enqueueDuePolls({ database, clock, sources: chosen, announce });
  const now = clock.now();
  const due = (await listUnfinishedPolls(database.reader)).filter(
    ({ locator, runAt }) => chosen.has(locator) && runAt <= now,
  );
  const reports: PollReport[] = [];
  const runner = reportingRunner(deps, chosen, (report) => {
    reports.push(report);
    polled(report);
  });
  const waiting = due.values();
  const worker = async () => {
    for (const { id } of waiting) {
      // Null where another process has it, or has had it by now.
      const job = deps.signal.aborted ? null : await runner.leaseById(id);
      if (job !== null) await runner.run(job);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, due.length) }, worker));
  return reports;
}

/** Runs polls as jobs do, and tells what came of each. */
function reportingRunner(
  deps: PollDependencies,
  chosen: ReadonlyMap<string, WatchedSource>,
  polled: (report: PollReport) => void,
): JobRunner {
  async function handle(job: LeasedJob): Promise<void> {
    const watched = chosen.get(job.key);
    const report = watched === undefined ? null : await pollSource(deps, watched, { waitForLease: 0, job });
    if (report === null || report.outcome === 'skipped')
      await deps.database.write((tx) => completeJob(tx, job));
    if (report !== null) polled(report);
  }
  const { database, clock, log, random, owner } = deps;
  const definitions = pollJobKinds.map((kind) => ({ kind, concurrency: 1, maxAttempts: null, handle }));
  return new JobRunner({ database, clock, log, random, owner }, definitions);
}

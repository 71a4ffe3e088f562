import type { Clock } from '../domain/clock.ts';
import { judgeConnection } from '../domain/connection.ts';
import { decideTelling } from '../domain/source-health.ts';
import type { Log } from '../observability/log.ts';
import type { Database, WriteTransaction } from '../store/database.ts';
import { completeJob, type EnqueuedJob, enqueueJobs, type LeasedJob, type NewJob } from '../store/jobs.ts';
import { factsOf, listSources } from '../store/sources.ts';
import type { AlertSettings } from './decide-alerts.ts';
import { findSilence, type Silence, tellSilence } from './find-silence.ts';
import type { WatchedSource } from './poll-source.ts';
import { contactsOf, type Hosts } from './reachability.ts';
import { type ReviewedSource, tellFailing, tellGone, tellRecovered, tellRelapsed } from './tell-operators.ts';

export interface ReviewDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly sources: ReadonlyMap<string, WatchedSource>;
  readonly hosts: Hosts;
  readonly settings: AlertSettings;
  /** Folded names of organizations on the hubs that are watched, or need not be. */
  readonly knownOrganizations: ReadonlySet<string>;
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

/**
 * Looks at the state of all sources and tells operators what they do not know yet: what keeps failing, works again, is
 * gone, has been silent. What was told is written in the transaction of the alert, so two processes tell nothing twice.
 */
export async function reviewSources(deps: ReviewDependencies, job?: LeasedJob): Promise<void> {
  const silence = await findSilence(deps);
  const jobs = await deps.database.write(async (tx) => {
    const now = deps.clock.now();
    const wanted = await tellAll(tx, deps, silence, now);
    if (job !== undefined) await completeJob(tx, job);
    return await enqueueJobs(tx, wanted, now);
  });
  deps.announce(jobs);
}

async function tellAll(
  tx: WriteTransaction,
  deps: ReviewDependencies,
  silence: Silence | null,
  now: number,
): Promise<NewJob[]> {
  const rows = await listSources(tx);
  const reviewed = rows.flatMap((row): ReviewedSource[] => {
    const watched = deps.sources.get(row.locator);
    return watched === undefined ? [] : [{ row, watched, telling: decideTelling(factsOf(row), now) }];
  });
  // While nothing can be reached, nothing that is found out about a source is about the source.
  if (judgeConnection(contactsOf(rows, deps.hosts)).down) return [];
  const jobs: NewJob[] = [];
  for (const ofHost of Map.groupBy(reviewed, ({ watched }) => watched.host).values()) {
    await tellRelapsed(tx, ofHost, now);
    jobs.push(...(await tellGone(tx, ofHost, deps, now)));
    jobs.push(...(await tellFailing(tx, ofHost, deps, now)));
    jobs.push(...(await tellRecovered(tx, ofHost, deps, now)));
  }
  if (silence !== null) jobs.push(...(await tellSilence(tx, reviewed, silence, deps, now)));
  return jobs;
}

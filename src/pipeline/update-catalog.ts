import type { Clock } from '../domain/clock.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { headOfFamily } from '../domain/mention-lab.ts';
import type { Log } from '../observability/log.ts';
import { moveCursor, readCursor, readRelease, reposOfRelease } from '../store/catalog.ts';
import type { Database, WriteTransaction } from '../store/database.ts';
import { readEventsOfLab } from '../store/events.ts';
import { completeJob, type EnqueuedJob, enqueueJobs, type LeasedJob, type NewJob } from '../store/jobs.ts';
import { catalogOf } from '../store/write-scopes.ts';
import { applyEvent } from './apply-event.ts';
import { type AlertSettings, decideAlerts } from './decide-alerts.ts';
import type { CatalogContext } from './place-repo.ts';
import type { SignalSources } from './read-signals.ts';
import { refreshRelease } from './refresh-release.ts';
import { tellNews } from './tell-news.ts';
import { hastenDeliveries, wantFactsOfRepos } from './want-facts.ts';

export interface CatalogDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: AlertSettings;
  /** Folded names of repos that are neither listed nor told. */
  readonly hiddenRepos: ReadonlySet<string>;
  /** What is configured, by locator: who speaks where. */
  readonly sources: SignalSources;
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

/** Events applied in one transaction: small enough that nobody waits long for the write lock. */
const EVENTS_PER_TRANSACTION = 50;

/**
 * Takes a lab's new events into the catalog, in their order, and decides what is to be told. Releases, alerts,
 * deliveries, jobs and the position in the log move together, so a kill anywhere repeats nothing and loses nothing.
 */
export async function updateCatalog(deps: CatalogDependencies, job: LeasedJob): Promise<void> {
  const lab = job.key;
  const scope = catalogOf(headOfFamily(lab, deps.settings.labs));
  for (;;) {
    const step = await deps.database.write(async (tx) => {
      const applied = await readCursor(tx, lab);
      const events = await readEventsOfLab(tx, lab, applied, EVENTS_PER_TRANSACTION);
      const now = deps.clock.now();
      const wanted: NewJob[] = [];
      for (const group of groupByPoll(events)) {
        const { touched, jobs } = await applyEvents(tx, deps, lab, group.events);
        wanted.push(...jobs);
        const times = { now, asOf: group.observedAt, n: group.events.at(-1)?.n ?? applied };
        wanted.push(...(await decideAlerts(tx, touched, deps.settings, times)));
      }
      const jobs = await enqueueJobs(tx, wanted, now);
      const last = events.at(-1);
      if (last !== undefined) await moveCursor(tx, lab, last.n);
      const finished = events.length < EVENTS_PER_TRANSACTION;
      if (finished) await completeJob(tx, job);
      return { finished, jobs, events: events.length };
    }, scope);
    deps.announce(step.jobs);
    if (step.events > 0) deps.log.debug({ lab, events: step.events }, 'catalog updated');
    if (step.finished) return;
  }
}

/** Looks at one release again because its time has come: a quantisation whose base did not follow. */
export async function reviewRelease(deps: CatalogDependencies, job: LeasedJob): Promise<void> {
  const jobs = await deps.database.write(async (tx) => {
    const now = deps.clock.now();
    // Completed first: a further wait for the same release is a new job under the same key.
    await completeJob(tx, job);
    const asOf = await reviewedAsOf(tx, job.key, deps.settings.settling, now);
    const n = await labCursor(tx, job.key);
    return await enqueueJobs(tx, await decideAlerts(tx, [job.key], deps.settings, { now, asOf, n }), now);
  });
  deps.announce(jobs);
}

async function labCursor(tx: WriteTransaction, releaseId: string): Promise<number> {
  const release = await readRelease(tx, releaseId);
  return release === undefined ? 0 : await readCursor(tx, release.lab);
}

/** When the review was to be: one that comes late, after a stop, must not find that the news has grown old meanwhile. */
async function reviewedAsOf(
  tx: WriteTransaction,
  releaseId: string,
  settling: number,
  now: number,
): Promise<number> {
  const repos = await reposOfRelease(tx, releaseId);
  const latest = Math.max(...repos.map((repo) => repo.first_seen));
  return repos.length === 0 ? now : Math.min(now, latest + settling);
}

interface PollEvents {
  readonly observedAt: number;
  readonly events: LoggedEvent[];
}

/**
 * Events that came together, in their order. What one poll showed is decided upon as of that poll, however late that
 * is: a stop in between makes no news old, and gives the same alerts as if there had been none.
 */
function groupByPoll(events: readonly LoggedEvent[]): readonly PollEvents[] {
  const groups: (PollEvents & { readonly locator: string })[] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.observedAt === event.observedAt && last.locator === event.locator) last.events.push(event);
    else groups.push({ observedAt: event.observedAt, locator: event.locator, events: [event] });
  }
  return groups;
}

/** After these there may be more to read of a repo than before. */
const SHOW_REPOS: ReadonlySet<string> = new Set([
  'repo.baselined',
  'repo.added',
  'repo.recreated',
  'repo.changed',
  'repo.gated',
  'repo.renamed',
  'repo.returned',
]);

interface Applied {
  /** Ids of the releases that the events touched. */
  readonly touched: ReadonlySet<string>;
  /** Of alerts about what is no release. */
  readonly jobs: readonly NewJob[];
}

async function applyEvents(
  tx: WriteTransaction,
  deps: CatalogDependencies,
  labId: string,
  events: readonly LoggedEvent[],
): Promise<Applied> {
  const touched = new Set<string>();
  const jobs: NewJob[] = [];
  const { labs, newId } = deps.settings;
  const lab = labs.get(labId);
  if (lab === undefined) return { touched, jobs };
  const { hiddenRepos, sources } = deps;
  const now = deps.clock.now();
  const context: CatalogContext = {
    lab,
    idFor: () => newId('rel'),
    now,
    labs,
    sources,
    hiddenRepos,
    toldBefore: null,
  };
  for (const event of events) {
    for (const id of await applyEvent(tx, context, event)) touched.add(id);
    if (event.type === 'article.added') jobs.push(...(await tellNews(tx, context, deps.settings, event)));
  }
  for (const id of touched) await refreshRelease(tx, id, labs, context.now);
  const shown = events.flatMap((event) => (SHOW_REPOS.has(event.type) ? [event.key] : []));
  jobs.push(...(await wantFactsOfRepos(tx, new Set(shown), context.now)));
  for (const event of events)
    if (event.type === 'repo.facts') jobs.push(...(await hastenDeliveries(tx, event.key, context.now)));
  return { touched, jobs };
}

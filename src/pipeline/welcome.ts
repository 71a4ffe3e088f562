import { welcomeLines } from '../alerts/overview-lines.ts';
import { titleOf } from '../alerts/wording.ts';
import type { Watch } from '../domain/alert-subject.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../observability/log.ts';
import { insertAlert, insertDeliveries } from '../store/alerts.ts';
import { listReleases } from '../store/catalog.ts';
import type { Database } from '../store/database.ts';
import { countUnfinishedJobs, type EnqueuedJob, enqueueJobs } from '../store/jobs.ts';
import type { SourceRow } from '../store/schema.ts';
import { listSources } from '../store/sources.ts';
import { markWelcomed, unwelcomedChannels } from '../store/subscriptions.ts';
import { deliveryJob } from './decide-alerts.ts';
import type { WatchedSource } from './poll-source.ts';
import type { Labs } from './view-release.ts';

export interface WelcomeDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly sources: ReadonlyMap<string, WatchedSource>;
  readonly channels: readonly string[];
  readonly labs: Labs;
  readonly newId: (prefix: string) => string;
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

const NEWEST_SHOWN = 5;

/**
 * Once every source has been looked at, tells each channel that has never been welcomed what is watched. Returns whether
 * there is nothing left to do.
 */
export async function welcomeNewChannels(deps: WelcomeDependencies): Promise<boolean> {
  const waiting = (await unwelcomedChannels(deps.database.reader)).filter((id) => deps.channels.includes(id));
  if (waiting.length === 0) return true;
  const states = (await listSources(deps.database.reader)).filter((row) => deps.sources.has(row.locator));
  const seen = states.filter((row) => row.baselined_at !== null);
  if (seen.length === 0 || !states.every((row) => hasBeenLookedAt(row, seen))) return false;
  // The newest releases are told from the catalog: it must have taken in the baseline.
  if ((await countUnfinishedJobs(deps.database.reader, ['update-catalog'], deps.clock.now())) > 0)
    return false;
  await sendWelcome(deps, waiting, states, seen);
  return true;
}

/** What failed before anything could be reached, or was parked, has not been: its time comes within minutes. */
function hasBeenLookedAt(row: SourceRow, seen: readonly SourceRow[]): boolean {
  if (row.baselined_at !== null) return true;
  const firstGood = Math.min(...seen.map(({ baselined_at: at }) => at ?? Number.POSITIVE_INFINITY));
  return row.last_outcome !== 'parked' && row.last_poll_at !== null && row.last_poll_at >= firstGood;
}

async function sendWelcome(
  deps: WelcomeDependencies,
  channels: readonly string[],
  states: readonly SourceRow[],
  seen: readonly SourceRow[],
): Promise<void> {
  const now = deps.clock.now();
  const ofKind = (...kinds: string[]) => seen.filter(({ kind }) => kinds.includes(kind));
  const organizations = ofKind('huggingface-org');
  const repos = organizations.reduce((sum, row) => sum + (row.last_good_count ?? 0), 0);
  const nextLook = Math.min(...states.map((row) => row.next_due_at));
  const newest = (await listReleases(deps.database.reader, { limit: 200 }))
    .filter((release) => release.kind === 'llm' || release.kind === 'vlm')
    .slice(0, NEWEST_SHOWN);
  const watch: Watch = {
    organizations: organizations.length,
    repos,
    pages: ofKind('wikipedia-page', 'web-page').length,
    feeds: ofKind('feed').length,
    lists: ofKind('json-api').length,
    newest: newest.map((release) => ({
      name: release.name,
      labName: deps.labs.get(release.lab)?.name ?? null,
      labZh: deps.labs.get(release.lab)?.zh,
      firstSeenAt: new Date(release.first_public ?? release.first_seen).toISOString(),
    })),
    nextLookAt: new Date(nextLook).toISOString(),
  };
  const title = titleOf('welcome', { sources: seen.length, organizations: organizations.length });
  const id = deps.newId('alert');
  const alert = {
    id,
    kind: 'welcome' as const,
    title,
    createdAt: new Date(now).toISOString(),
    url: null,
    lines: welcomeLines(watch),
    labName: null,
    covers: [],
    about: { form: 'welcome' as const, sources: seen.length, watch },
  };
  const jobs = await deps.database.write(async (tx) => {
    // Another process may have welcomed them a moment ago.
    const still = (await unwelcomedChannels(tx)).filter((channel) => channels.includes(channel));
    if (still.length === 0) return [];
    const deliveries = still.map((channel) => ({
      id: deps.newId('msg'),
      alertId: id,
      channel,
      rule: '',
      createdAt: now,
    }));
    await insertAlert(tx, {
      content: { alert },
      releaseId: null,
      milestone: null,
      reason: 'a new channel',
      createdAt: now,
      gap: 'none',
    });
    await insertDeliveries(tx, deliveries);
    await markWelcomed(tx, still, now);
    return await enqueueJobs(
      tx,
      deliveries.map((delivery) => deliveryJob(delivery, now)),
      now,
    );
  });
  deps.announce(jobs);
  if (jobs.length > 0)
    deps.log.info({ sources: seen.length, repos, until: new Date(nextLook).toISOString() }, title);
}

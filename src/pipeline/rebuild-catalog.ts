import type { DescribedRelease } from '../domain/claims/described-release.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { alertIdsOfRelease, cancelUnsentDeliveries, moveAlerts, releasesTold } from '../store/alerts.ts';
import { moveCursor, readRelease, resolveRelease, updateRelease } from '../store/catalog.ts';
import { endClaimReplay } from '../store/claims.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import { readEvents } from '../store/events.ts';
import { enqueueJobs } from '../store/jobs.ts';
import {
  beliefsThatDiffer,
  type CatalogBefore,
  dissolve,
  forgetCatalogBefore,
  holderOfMost,
  leadTo,
  type ReleaseBefore,
  readCatalogBefore,
  readHoldersNow,
  readReleasesNow,
  releasesLeftAside,
  setCatalogAside,
  useLargeCache,
  useUsualCache,
} from '../store/rebuild.ts';
import { applyEvent } from './apply-event.ts';
import { absorbChanges } from './decide-changes.ts';
import { changedBeliefs, logChangedBeliefs } from './log-beliefs.ts';
import { makeAllCards } from './make-cards.ts';
import type { CatalogContext } from './place-repo.ts';
import type { SignalSources } from './read-signals.ts';
import { refreshForPlacing, refreshRelease } from './refresh-release.ts';
import { type Documents, registerBaseline } from './register-baseline.ts';
import { registerPlanned } from './register-planned.ts';
import { MERGED_MS, wantAmendments } from './want-amendments.ts';

export interface RebuildDependencies extends Documents {
  readonly sources: SignalSources;
  /** Folded names of repos that are neither listed nor told. */
  readonly hiddenRepos: ReadonlySet<string>;
  readonly newId: (prefix: string) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a rebuild changed: nothing, for the rules and the configuration that the catalog was made by. */
export interface RebuildReport {
  readonly events: number;
  readonly releases: number;
  readonly opened: readonly NamedRelease[];
  readonly gone: readonly NamedRelease[];
  readonly merged: readonly { readonly from: NamedRelease; readonly into: NamedRelease }[];
  /** Name, kind, status and so on of releases that are still there. */
  readonly changed: readonly {
    readonly release: NamedRelease;
    readonly field: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly moved: readonly { readonly repo: string; readonly from: string; readonly to: string }[];
  readonly beliefs: readonly {
    readonly release: NamedRelease;
    readonly model: string;
    readonly attribute: string;
    readonly before: unknown;
    readonly after: unknown;
  }[];
}

export interface NamedRelease {
  readonly id: string;
  readonly lab: string;
  readonly name: string;
}

const EVENTS_PER_READ = 2000;

/**
 * Makes the catalog anew from the documents and the event log, by today's rules and configuration, and tells nobody.
 * Releases keep their ids, and what was told of them stays told; what is believed otherwise now is in the log, and never
 * told as a correction. For the rules and configuration that the catalog was kept by, nothing changes.
 */
export async function rebuildCatalog(
  tx: WriteTransaction,
  deps: RebuildDependencies,
): Promise<RebuildReport> {
  const labs = [...deps.labs.keys()];
  await useLargeCache(tx);
  const before = await readCatalogBefore(tx, labs);
  await setCatalogAside(tx, labs);
  const idFor = idsOfBefore(before, deps.newId);
  const began = Math.min(...before.releases.map((release) => release.first_seen), deps.now);
  for (const planned of deps.planned) {
    const lab = deps.labs.get(planned.lab);
    if (lab !== undefined) await registerPlanned(tx, lab, planned, deps.labs, idFor, began);
  }
  await registerBaseline(tx, deps, idFor, began);
  const replayed = await replayLog(tx, deps, idFor);
  const merged = await settleLeftovers(tx, before, deps.now);
  for (const id of replayed.touched) await refreshRelease(tx, id, deps.labs, deps.now, 'silently');
  await endClaimReplay(tx);
  for (const [lab, n] of replayed.cursors) await moveCursor(tx, lab, n);
  await makeAllCards(tx, deps.labs);
  const report = await compare(tx, before, merged);
  await keepQuiet(tx, deps, before);
  await forgetCatalogBefore(tx);
  await useUsualCache(tx);
  const news = [
    ...report.opened,
    ...report.changed.flatMap((one) => (one.field === 'kind' ? one.release : [])),
  ];
  for (const { id } of news) await updateRelease(tx, id, { silent_until: deps.now });
  return { events: replayed.events, ...report };
}

/** The id that a release had which the same thing opened; else that of the release which held the repo. Each once. */
function idsOfBefore(
  { releases, holders }: CatalogBefore,
  newId: (prefix: string) => string,
): (opening: string) => string {
  const byOpening = new Map<string, string[]>();
  for (const { id, opened_by: opening } of releases) {
    if (opening === null) continue;
    const ids = byOpening.get(opening);
    if (ids === undefined) byOpening.set(opening, [id]);
    else ids.push(id);
  }
  const used = new Set<string>();
  return (opening) => {
    const own = byOpening.get(opening)?.find((id) => !used.has(id));
    const holder = holders.get(opening);
    const id = own ?? (holder !== undefined && !used.has(holder) ? holder : newId('rel'));
    used.add(id);
    return id;
  };
}

interface Replayed {
  readonly events: number;
  /** Releases that events touched. */
  readonly touched: ReadonlySet<string>;
  /** Number of the last event of each lab. */
  readonly cursors: ReadonlyMap<string, number>;
}

async function replayLog(
  tx: WriteTransaction,
  deps: RebuildDependencies,
  idFor: (opening: string) => string,
): Promise<Replayed> {
  const touched = new Set<string>();
  const unread = new Set<string>();
  const cursors = new Map<string, number>();
  let after = 0;
  let events = 0;
  for (;;) {
    const read = await readEvents(tx, { after, limit: EVENTS_PER_READ, baseline: true });
    const last = read.at(-1);
    if (last === undefined) return { events, touched, cursors };
    after = last.n;
    events += read.length;
    for (const group of ofOnePoll(read)) {
      const [first] = group;
      const lab = first === undefined ? undefined : deps.labs.get(first.lab);
      if (first === undefined || lab === undefined) continue;
      const { labs, sources, hiddenRepos } = deps;
      const context: CatalogContext = {
        lab,
        idFor,
        labs,
        sources,
        hiddenRepos,
        now: first.observedAt,
        toldBefore: first.n,
      };
      const ids = new Set<string>();
      for (const event of group) for (const id of await applyEvent(tx, context, event)) ids.add(id);
      // What has weights is brought up to date when something without any asks: most of the log is about repos.
      const asking = first.type.startsWith('repo.') ? [] : [...unread, ...ids];
      for (const id of asking) await refreshForPlacing(tx, id, labs, first.observedAt);
      if (asking.length > 0) unread.clear();
      for (const id of ids) {
        touched.add(id);
        if (first.type.startsWith('repo.')) unread.add(id);
      }
      cursors.set(first.lab, group.at(-1)?.n ?? first.n);
    }
  }
}

/** Runs of events that came together, as they were taken in. */
function ofOnePoll(events: readonly LoggedEvent[]): LoggedEvent[][] {
  const groups: LoggedEvent[][] = [];
  for (const event of events) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const same =
      last !== undefined &&
      last.lab === event.lab &&
      last.locator === event.locator &&
      last.observedAt === event.observedAt;
    if (group !== undefined && same) group.push(event);
    else groups.push([event]);
  }
  return groups;
}

/** Releases that nothing opened again lead to the one that holds most of their repos, or end. */
async function settleLeftovers(
  tx: WriteTransaction,
  { holders }: CatalogBefore,
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const merged = new Map<string, string>();
  const repos = Map.groupBy(holders, ([, release]) => release);
  for (const release of await releasesLeftAside(tx)) {
    const into = await holderOfMost(
      tx,
      (repos.get(release.id) ?? []).map(([key]) => key),
    );
    const alerts = await alertIdsOfRelease(tx, release.id);
    await cancelUnsentDeliveries(tx, alerts, 'the release was found to be the same as another, or none');
    if (into === null) {
      await dissolve(tx, release, alerts.length > 0);
      continue;
    }
    await leadTo(tx, release, into);
    await enqueueJobs(tx, await wantAmendments(tx, release.id, MERGED_MS, now), now);
    await moveAlerts(tx, release.id, into);
    merged.set(release.id, into);
  }
  return merged;
}

const COMPARED = ['name', 'lab', 'family', 'kind', 'status', 'lifecycle', 'released_on'] as const;

async function compare(
  reader: Reader,
  before: CatalogBefore,
  merged: ReadonlyMap<string, string>,
): Promise<Omit<RebuildReport, 'events'>> {
  const old = new Map(before.releases.filter(isStanding).map((release) => [release.id, release]));
  const standing = new Map((await readReleasesNow(reader)).map((release) => [release.id, release]));
  const changed: RebuildReport['changed'][number][] = [];
  const beliefs: RebuildReport['beliefs'][number][] = [];
  for (const [id, was] of old) {
    const is = standing.get(id);
    if (is === undefined) continue;
    const release = named(is);
    for (const field of COMPARED)
      if (was[field] !== is[field]) changed.push({ release, field, before: was[field], after: is[field] });
  }
  for await (const { id, was, is } of beliefsThatDiffer(reader)) {
    const release = old.has(id) ? standing.get(id) : undefined;
    if (release !== undefined && was !== null && is !== null)
      beliefs.push(...beliefsChanged(release, was, is));
  }
  const away = [...old.values()].filter(({ id }) => !standing.has(id));
  const joined: RebuildReport['merged'][number][] = [];
  const gone: NamedRelease[] = [];
  for (const release of away) {
    const into = await resolveRelease(reader, merged.get(release.id) ?? release.id);
    if (into === undefined || into.id === release.id) gone.push(named(release));
    else joined.push({ from: named(release), into: named(into) });
  }
  return {
    releases: standing.size,
    opened: [...standing.values()].filter(({ id }) => !old.has(id)).map(named),
    gone,
    merged: joined,
    changed,
    moved: await reposMoved(reader, before, standing),
    beliefs,
  };
}

function isStanding({ merged_into: into, hidden }: ReleaseBefore): boolean {
  return into === null && hidden === 0;
}

function named({ id, lab, name }: NamedRelease): NamedRelease {
  return { id, lab, name };
}

function beliefsChanged(release: ReleaseBefore, was: string, is: string): RebuildReport['beliefs'][number][] {
  const changes = changedBeliefs(
    release.name,
    JSON.parse(was) as DescribedRelease,
    JSON.parse(is) as DescribedRelease,
  );
  return changes.map(({ before, after }) => ({
    release: named(release),
    model: after.model,
    attribute: after.attribute,
    before: before.value,
    after: after.value,
  }));
}

async function reposMoved(
  reader: Reader,
  { holders, releases }: CatalogBefore,
  standing: ReadonlyMap<string, ReleaseBefore>,
): Promise<RebuildReport['moved'][number][]> {
  const names = new Map(releases.map(({ id, name }) => [id, name]));
  return (await readHoldersNow(reader)).flatMap(({ key, name, release_id: id }) => {
    const from = holders.get(key);
    if (from === undefined || from === id) return [];
    return [{ repo: name, from: names.get(from) ?? from, to: standing.get(id)?.name ?? id }];
  });
}

/** What is believed otherwise is written down, and never told. */
async function keepQuiet(
  tx: WriteTransaction,
  deps: RebuildDependencies,
  before: CatalogBefore,
): Promise<void> {
  const were = new Map(before.releases.map((release) => [release.id, release]));
  for await (const { id, was, is } of beliefsThatDiffer(tx)) {
    const release = were.get(id);
    if (release === undefined || is === null) continue;
    // How it goes on is among what the report compares.
    const { lifecycle } = release;
    const believed = JSON.parse(is) as DescribedRelease;
    await logChangedBeliefs(tx, { ...release, described: was }, believed, lifecycle, deps.now);
  }
  for (const id of await releasesTold(tx)) {
    const release = await readRelease(tx, id);
    if (release !== undefined && release.merged_into === null) await absorbChanges(tx, release, deps.labs);
  }
}

import type { Kind, RepoRole } from '../domain/catalog.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { lookupKeys, type Placement, placeRepo, type ReleaseCandidate } from '../domain/grouping.ts';
import type { Lab } from '../domain/lab.ts';
import { spellings } from '../domain/mention-identity.ts';
import { KIND_WINDOW_MS } from '../domain/milestones.ts';
import { HUB_MODELS, type RepoObservation } from '../domain/observation.ts';
import { identifyRepo, type RepoIdentity } from '../domain/release-identity.ts';
import { type RepoFacts, withHintsOfFiles } from '../domain/repo-facts.ts';
import { alertIdsOfRelease, cancelUnsentDeliveries, moveAlerts, toldMilestones } from '../store/alerts.ts';
import {
  findHoldersOfRepos,
  findReleasesByStem,
  insertRelease,
  insertRepo,
  mergeRelease,
  readRelease,
  readRepo,
  reposOfRelease,
  updateGrouping,
  updateRelease,
  updateRepo,
} from '../store/catalog.ts';
import { isClaimedElsewhere } from '../store/claims.ts';
import type { WriteTransaction } from '../store/database.ts';
import { enqueueJobs } from '../store/jobs.ts';
import { foldName } from '../store/records.ts';
import type { RepoRow } from '../store/schema.ts';
import { hasSignals } from '../store/signals.ts';
import { CATALOG } from './first-claims.ts';
import { joinWaiting } from './join-waiting.ts';
import { keepRepoClaims } from './keep-claims.ts';
import type { SignalSources } from './read-signals.ts';
import { candidateOf, isSpelledSo } from './release-candidates.ts';
import { stateColumns } from './release-state.ts';
import type { Labs } from './view-release.ts';
import { MERGED_MS, wantAmendments } from './want-amendments.ts';

export interface CatalogContext {
  readonly lab: Lab;
  /** Id for a release that is opened by this: the key of a repo, what was said, a document. Another one each time. */
  readonly idFor: (opening: string) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly labs: Labs;
  /** Sources by their locators. */
  readonly sources: SignalSources;
  /** Folded names of repos that are neither listed nor told. */
  readonly hiddenRepos: ReadonlySet<string>;
  /** Only what was told before the event of this number counts, where the past is gone through again; null: all. */
  readonly toldBefore: number | null;
}

type Arrival = Extract<LoggedEvent, { type: 'repo.baselined' | 'repo.added' | 'repo.recreated' }>;

/** Gives a repo that the catalog does not know its release: one that is there, or a new one. Returns the ids touched. */
export async function placeNewRepo(
  tx: WriteTransaction,
  context: CatalogContext,
  event: Arrival,
): Promise<readonly string[]> {
  if ((await readRepo(tx, event.key)) !== undefined) return [];
  const observation = event.after;
  const baseline = event.type === 'repo.baselined';
  const publicAt = baseline ? madeAt(observation, event.observedAt) : event.observedAt;
  const identity = identifyRepo(observation, context.lab);
  const predecessor = event.type === 'repo.recreated' ? await readRepo(tx, event.before.key) : undefined;
  const quiet =
    event.type === 'repo.recreated' && !(await waitsToBeTold(tx, context, predecessor, event.observedAt));
  if (predecessor !== undefined) await updateRepo(tx, predecessor.key, { state: 'removed' });
  const placed = await findPlace(
    tx,
    context,
    identity,
    { key: event.key, publicAt, seenAt: event.observedAt },
    predecessor,
  );
  const row: RepoRow = {
    key: event.key,
    release_id: placed.releaseId,
    lab: context.lab.id,
    name: observation.name,
    name_folded: foldName(observation.name),
    ...identityColumns(identity),
    public_at: publicAt,
    first_seen: event.observedAt,
    baseline: baseline ? 1 : 0,
    quiet: quiet ? 1 : 0,
    gap: event.gap,
    state: 'present',
    placed_because: placed.reason,
    observation: JSON.stringify(observation),
  };
  await insertRepo(tx, row);
  await keepRepoClaims(tx, row, event.observedAt, false);
  await joinWaiting(tx, context, { id: placed.releaseId, lab: context.lab.id, stem: placed.stem });
  return placed.touched;
}

/** A repo may be deleted and made again in the middle of its launch, before anything could be told of it. */
async function waitsToBeTold(
  tx: WriteTransaction,
  { toldBefore }: CatalogContext,
  repo: RepoRow | undefined,
  now: number,
): Promise<boolean> {
  if (repo === undefined || repo.baseline === 1 || repo.quiet === 1) return false;
  if (now - repo.first_seen > KIND_WINDOW_MS) return false;
  return (await toldMilestones(tx, [repo.release_id], toldBefore)).get(repo.release_id) === undefined;
}

/** Decides again what a repo is, now that its listing says something else: it may turn out to belong elsewhere. */
export async function reconsiderRepo(
  tx: WriteTransaction,
  context: CatalogContext,
  repo: RepoRow,
  observation: RepoObservation,
  seenAt: number,
): Promise<readonly string[]> {
  const listed = identifyRepo(observation, context.lab);
  // What its files say it is stays, as long as the listing says nothing.
  const identity =
    listed.kind === 'unknown' && repo.kind_reason.startsWith(FILES_SAY)
      ? {
          ...listed,
          kind: repo.kind as Kind,
          kindReason: repo.kind_reason as RepoIdentity['kindReason'],
          role: repo.role as RepoRole,
        }
      : listed;
  return await takeIdentity(tx, context, repo, observation, identity, seenAt);
}

const FILES_SAY = 'files: ';

/** A repo of which the listing does not say what it is may be known by what its files say. */
export async function reconsiderByFiles(
  tx: WriteTransaction,
  context: CatalogContext,
  repo: RepoRow,
  facts: RepoFacts,
  seenAt: number,
): Promise<readonly string[]> {
  if (repo.kind !== 'unknown') return [repo.release_id];
  const observation = JSON.parse(repo.observation) as RepoObservation;
  const identity = identifyRepo(withHintsOfFiles(observation, facts), context.lab);
  if (identity.kind === 'unknown') return [repo.release_id];
  const known = { ...identity, kindReason: `${FILES_SAY}${identity.kindReason}` } as const;
  return await takeIdentity(tx, context, repo, observation, known, seenAt);
}

/** Its release stays the same, except where it is alone in one of which nothing was told. */
async function takeIdentity(
  tx: WriteTransaction,
  context: CatalogContext,
  repo: RepoRow,
  observation: RepoObservation,
  identity: RepoIdentity,
  seenAt: number,
): Promise<readonly string[]> {
  const changes = {
    name: observation.name,
    name_folded: foldName(observation.name),
    ...identityColumns(identity),
    observation: JSON.stringify(observation),
  };
  await updateRepo(tx, repo.key, changes);
  await keepRepoClaims(tx, { ...repo, ...changes }, seenAt, true);
  const release = await readRelease(tx, repo.release_id);
  const siblings = await reposOfRelease(tx, repo.release_id);
  const told = (await toldMilestones(tx, [repo.release_id], context.toldBefore)).get(repo.release_id);
  if (release === undefined || siblings.length > 1 || told !== undefined || release.planned !== null)
    return [repo.release_id];
  // What others speak of stays where they found it.
  if (await hasSignals(tx, release.id)) return [release.id];
  if (await isClaimedElsewhere(tx, release.id, [HUB_MODELS, CATALOG])) return [release.id];
  const candidates = (await findCandidates(tx, context, identity, repo.public_at)).filter(
    (candidate) => candidate.id !== release.id,
  );
  const placement = placeRepo(identity, repo.public_at, candidates);
  if (placement.kind === 'open') {
    await updateRelease(tx, release.id, {
      family: identity.family,
      ...stateColumns(placement.release),
      updated_at: context.now,
    });
    await joinWaiting(tx, context, { id: release.id, lab: release.lab, stem: placement.release.stem });
    return [release.id];
  }
  await updateRepo(tx, repo.key, { release_id: placement.releaseId, placed_because: placement.reason });
  await mergeRelease(tx, release.id, placement.releaseId, context.now);
  await applyJoin(tx, context, placement);
  const { releaseId: id, release: joined } = placement;
  await joinWaiting(tx, context, { id, lab: release.lab, stem: joined.stem });
  return [placement.releaseId];
}

interface Place {
  readonly releaseId: string;
  readonly stem: string;
  readonly reason: string;
  readonly touched: readonly string[];
}

/** A repo that was not there before. Times in milliseconds since 1970. */
interface Appearance {
  readonly key: string;
  readonly publicAt: number;
  readonly seenAt: number;
}

async function findPlace(
  tx: WriteTransaction,
  context: CatalogContext,
  identity: RepoIdentity,
  { key, publicAt, seenAt }: Appearance,
  predecessor: RepoRow | undefined,
): Promise<Place> {
  if (predecessor !== undefined) {
    return {
      releaseId: predecessor.release_id,
      stem: identity.stem,
      reason: 'made again under its old name',
      touched: [predecessor.release_id],
    };
  }
  const placement = placeRepo(identity, publicAt, await findCandidates(tx, context, identity, publicAt));
  if (placement.kind === 'join') {
    await applyJoin(tx, context, placement);
    const { releaseId, reason, release } = placement;
    return { releaseId, stem: release.stem, reason, touched: [releaseId] };
  }
  const id = context.idFor(key);
  await insertRelease(tx, {
    id,
    opened_by: key,
    lab: context.lab.id,
    family: identity.family,
    ...stateColumns(placement.release),
    kind: identity.kind,
    status: 'open-weights',
    lifecycle: 'active',
    first_seen: seenAt,
    released_on: null,
    baseline: 0,
    planned: null,
    merged_into: null,
    updated_at: context.now,
  });
  return { releaseId: id, stem: placement.release.stem, reason: placement.reason, touched: [id] };
}

async function applyJoin(
  tx: WriteTransaction,
  context: CatalogContext,
  placement: Extract<Placement, { kind: 'join' }>,
): Promise<void> {
  for (const other of placement.merges) {
    // While the log is gone through again, what was told long ago stays as it is.
    if (context.toldBefore === null)
      await enqueueJobs(tx, await wantAmendments(tx, other, MERGED_MS, context.now), context.now);
    await mergeInto(tx, other, placement.releaseId, context.now);
  }
  await updateGrouping(tx, placement.releaseId, stateColumns(placement.release), context.now);
}

/** Two releases turned out to be one: the younger leads to the older, and what it has not told yet is not told. */
async function mergeInto(tx: WriteTransaction, from: string, into: string, now: number): Promise<void> {
  await cancelUnsentDeliveries(
    tx,
    await alertIdsOfRelease(tx, from),
    'the release was found to be the same as another',
  );
  await mergeRelease(tx, from, into, now);
  await moveAlerts(tx, from, into);
}

/** The oldest first: in a merge its id stays. */
async function findCandidates(
  tx: WriteTransaction,
  context: CatalogContext,
  identity: RepoIdentity,
  publicAt: number,
): Promise<ReleaseCandidate[]> {
  const { stems, baseRepoNames } = lookupKeys(identity);
  const spelled = await findReleasesByStem(tx, context.lab.id, stems.flatMap(spellings));
  const byStem = spelled.filter((release) => stems.some((stem) => isSpelledSo(release, stem)));
  const holders = await findHoldersOfRepos(tx, context.lab.id, baseRepoNames.map(foldName));
  const releases = new Map(
    [...byStem, ...holders.map((holder) => holder.release)].map((release) => [release.id, release]),
  );
  return [...releases.values()]
    .sort((left, right) => left.seq - right.seq)
    .map((release) => {
      const held = new Set(
        holders.filter((holder) => holder.release.id === release.id).map((holder) => holder.nameFolded),
      );
      return candidateOf(
        release,
        identity,
        publicAt,
        baseRepoNames.filter((name) => held.has(foldName(name))),
      );
    });
}

function identityColumns(identity: RepoIdentity) {
  return {
    model_name: identity.modelName,
    size_key: identity.sizeKey,
    kind: identity.kind,
    kind_reason: identity.kindReason,
    role: identity.role,
    quantization: identity.quantization,
    total_parameters: identity.totalParameters,
    active_parameters: identity.activeParameters,
  };
}

/** For a baseline, the best that is known: when the repo was made. Never later than now. */
function madeAt(observation: RepoObservation, observedAt: number): number {
  const made = observation.createdAt === null ? Number.NaN : Date.parse(observation.createdAt);
  return Number.isNaN(made) ? observedAt : Math.min(made, observedAt);
}

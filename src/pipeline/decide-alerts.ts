import type { Rule } from '../alerts/rule.ts';
import type { AnnouncingSignal } from '../domain/announcement.ts';
import type { Kind, RepoRole } from '../domain/catalog.ts';
import { decideMilestone, type Milestone, type RepoState } from '../domain/milestones.ts';
import type { Gap } from '../domain/schedule.ts';
import { insertAlert, insertDeliveries, type NewDelivery, toldMilestones } from '../store/alerts.ts';
import { readRelease, reposOfRelease } from '../store/catalog.ts';
import { claimsToWeigh } from '../store/claims.ts';
import type { Reader, WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import { factsStillWanted } from '../store/repo-facts.ts';
import type { ReleaseRow, RepoRow, SignalRow } from '../store/schema.ts';
import { evidenceOfRelease, signalsOfRelease } from '../store/signals.ts';
import { ruleAges } from '../store/subscriptions.ts';
import { routesOf } from './alert-routes.ts';
import { claimedStanding, isNamedByDocument } from './claimed-standing.ts';
import { ALERT_KINDS, type Covered, composeContent } from './compose-alert.ts';
import { decideChanges } from './decide-changes.ts';
import { followUp } from './follow-up.ts';
import { releaseSubject } from './rule-subject.ts';
import { announcingSignal } from './signal-rows.ts';
import { type Labs, viewRelease } from './view-release.ts';
import { wantAmendments } from './want-amendments.ts';

export interface AlertSettings {
  readonly rules: readonly Rule[];
  /** Ids of the channels that are configured. */
  readonly channels: readonly string[];
  readonly labs: Labs;
  /** Milliseconds. */
  readonly settling: number;
  readonly newId: (prefix: string) => string;
}

/** Milliseconds since 1970. */
export interface DecisionTimes {
  readonly now: number;
  /** When that was seen which is decided upon: earlier than `now` where the program had stopped in between. */
  readonly asOf: number;
  /** Number of the last event that is in it. */
  readonly n: number;
}

/** An alert waits so long for the facts of its repos, in milliseconds, and no longer whatever becomes of them. */
export const FACTS_PATIENCE_MS = 20_000;

/** How long alerts that came after a gap wait for each other, in milliseconds. */
export const GATHERING_MS = 60_000;

/**
 * Decides, in the transaction that changed these releases, what is to be told of them, and writes alerts and deliveries.
 * Returns the jobs that carry them on. Nothing is told twice: the database keeps (release, milestone) unique.
 */
export async function decideAlerts(
  tx: WriteTransaction,
  releaseIds: Iterable<string>,
  settings: AlertSettings,
  times: DecisionTimes,
): Promise<NewJob[]> {
  const jobs: NewJob[] = [];
  const ages = await ruleAges(tx);
  for (const id of new Set(releaseIds)) {
    const release = await readRelease(tx, id);
    if (release === undefined || release.merged_into !== null || release.hidden === 1) continue;
    jobs.push(...(await decideForRelease(tx, release, settings, ages, times)));
    jobs.push(...(await decideChanges(tx, release, settings, ages, times)));
    jobs.push(...(await followUp(tx, release, settings, times.now)));
    jobs.push(...(await wantAmendments(tx, release.id, settings.settling, times.now)));
  }
  return jobs;
}

async function decideForRelease(
  tx: WriteTransaction,
  release: ReleaseRow,
  settings: AlertSettings,
  ages: ReadonlyMap<string, number>,
  { now, asOf, n }: DecisionTimes,
): Promise<NewJob[]> {
  const repos = await reposOfRelease(tx, release.id);
  const told = ((await toldMilestones(tx, [release.id])).get(release.id) ??
    new Set()) as ReadonlySet<Milestone>;
  // What is said of a release decides as long as it has no repos.
  const said = repos.length === 0 ? await evidenceOfRelease(tx, release.id) : [];
  // What documents know to be served is no news when somebody writes of it.
  const known = repos.length === 0 && (await isDocumentedAsThere(tx, release, settings.labs));
  const decision = decideMilestone(
    {
      repos: repos.map((repo) => repoState(repo, release.silent_until)),
      signals: said.map((signal) => signalState(signal, release.silent_until)),
      told: known ? new Set([...told, 'available' as const]) : told,
    },
    asOf,
    settings,
  );
  if (decision.kind === 'nothing') return [];
  if (decision.kind === 'wait') {
    return [
      { kind: 'review-release', key: release.id, lane: `lab:${release.lab}`, runAt: decision.recheckAt },
    ];
  }
  const { milestone } = decision;
  const covered: Covered = {
    repos: repos.filter((repo) => decision.covers.includes(repo.key)),
    signals: said.filter((signal) => decision.covers.includes(String(signal.seq))),
  };
  const covers = covered.repos.map(({ name }) => name);
  const telling = { kind: ALERT_KINDS[milestone], release, covers };
  const subject = await releaseSubject(tx, telling, settings.rules, settings.labs);
  const wanted = routesOf(subject, happenedAt(milestone, covered, asOf), settings, ages);
  if (wanted.size === 0) return [];
  const content = composeContent({
    id: settings.newId('alert'),
    milestone,
    release,
    view: await viewRelease(tx, release, settings.labs),
    covered,
    signals: await signalsOfRelease(tx, release.id),
    labs: settings.labs,
    now,
  });
  const gap = milestone === 'removed' ? 'none' : longestGap([...covered.repos, ...covered.signals]);
  const isNew = await insertAlert(tx, {
    content,
    releaseId: release.id,
    milestone,
    reason: decision.reason,
    createdAt: now,
    decidedN: n,
    gap,
  });
  if (!isNew) return [];
  const deliveries = [...wanted].map(
    ([channel, rule]): NewDelivery => ({
      id: settings.newId('msg'),
      alertId: content.alert.id,
      channel,
      rule,
      createdAt: now,
    }),
  );
  await insertDeliveries(tx, deliveries);
  if (gap !== 'none') return [gatheringJob(now)];
  const unread = await factsStillWanted(
    tx,
    covered.repos.map(({ key }) => key),
  );
  const runAt = unread.length === 0 ? now : now + FACTS_PATIENCE_MS;
  return deliveries.map((delivery) => deliveryJob(delivery, runAt));
}

export function deliveryJob(delivery: Pick<NewDelivery, 'id' | 'channel'>, runAt: number): NewJob {
  return { kind: 'deliver', key: delivery.id, lane: `channel:${delivery.channel}`, runAt };
}

function gatheringJob(now: number): NewJob {
  return { kind: 'gather-catch-up', key: 'all', lane: 'gather-catch-up', runAt: now + GATHERING_MS };
}

/** What was said by several happened when the last of them was heard whom it took. */
function happenedAt(milestone: Milestone, { repos, signals }: Covered, asOf: number): number {
  if (milestone === 'removed') return asOf;
  if (repos.length > 0) return Math.min(...repos.map((repo) => repo.first_seen));
  return Math.max(...signals.map((signal) => signal.seen_at));
}

function longestGap(covered: readonly { readonly gap: string }[]): Gap {
  if (covered.some(({ gap }) => gap === 'long-gap')) return 'long-gap';
  return covered.some(({ gap }) => gap === 'gap') ? 'gap' : 'none';
}

async function isDocumentedAsThere(reader: Reader, release: ReleaseRow, labs: Labs): Promise<boolean> {
  if (!isNamedByDocument(release)) return false;
  const claims = await claimsToWeigh(reader, release.id);
  const { status } = claimedStanding({ ...release, status: 'announced' }, claims, labs);
  return status === 'api-only' || status === 'open-weights';
}

function signalState(signal: SignalRow, silentUntil: number): AnnouncingSignal {
  const state = announcingSignal(signal);
  return signal.seen_at <= silentUntil ? { ...state, baseline: true } : state;
}

function repoState(repo: RepoRow, silentUntil: number): RepoState {
  return {
    key: repo.key,
    name: repo.name,
    kind: repo.kind as Kind,
    role: repo.role as RepoRole,
    quantization: repo.quantization,
    sizeKey: repo.size_key,
    publicAt: repo.public_at,
    firstSeenAt: repo.first_seen,
    baseline: repo.baseline === 1,
    quiet: repo.quiet === 1 || repo.first_seen <= silentUntil,
    present: repo.state === 'present',
  };
}

import { hash } from 'node:crypto';
import type { Rule } from '../alerts/rule.ts';
import { matchRule } from '../alerts/rule-matching.ts';
import { titleOf } from '../alerts/wording.ts';
import type { AlertContent, KnownBefore, ReleaseAlertKind } from '../domain/alert.ts';
import type { Kind, RepoRole } from '../domain/catalog.ts';
import { decideMilestone, type Milestone, type RepoState } from '../domain/milestones.ts';
import { hubUrl } from '../domain/release-facts.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import type { Gap } from '../domain/schedule.ts';
import { insertAlert, insertDeliveries, type NewDelivery, toldMilestones } from '../store/alerts.ts';
import { readRelease, reposOfRelease } from '../store/catalog.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import type { ReleaseRow, RepoRow } from '../store/schema.ts';
import { ruleAges } from '../store/subscriptions.ts';
import { type Labs, viewRelease } from './view-release.ts';

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
}

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
    if (release === undefined || release.merged_into !== null) continue;
    jobs.push(...(await decideForRelease(tx, release, settings, ages, times)));
  }
  return jobs;
}

async function decideForRelease(
  tx: WriteTransaction,
  release: ReleaseRow,
  settings: AlertSettings,
  ages: ReadonlyMap<string, number>,
  { now, asOf }: DecisionTimes,
): Promise<NewJob[]> {
  const repos = await reposOfRelease(tx, release.id);
  const told = (await toldMilestones(tx, [release.id])).get(release.id) ?? new Set();
  const decision = decideMilestone(
    { repos: repos.map(repoState), told: told as ReadonlySet<Milestone> },
    asOf,
    settings,
  );
  if (decision.kind === 'nothing') return [];
  if (decision.kind === 'wait') {
    return [
      { kind: 'review-release', key: release.id, lane: `lab:${release.lab}`, runAt: decision.recheckAt },
    ];
  }
  const covered = repos.filter((repo) => decision.covers.includes(repo.key));
  const happenedAt =
    decision.milestone === 'removed' ? asOf : Math.min(...covered.map((repo) => repo.first_seen));
  const wanted = wantedDeliveries(release, decision.milestone, happenedAt, settings, ages);
  if (wanted.size === 0) return [];
  const view = await viewRelease(tx, release, settings.labs);
  const content = composeContent(
    settings.newId('alert'),
    release,
    view,
    decision.milestone,
    covered,
    settings.labs,
    now,
  );
  const gap = decision.milestone === 'removed' ? 'none' : longestGap(covered);
  const isNew = await insertAlert(tx, {
    content,
    releaseId: release.id,
    milestone: decision.milestone,
    reason: decision.reason,
    createdAt: now,
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
  return gap !== 'none' ? [gatheringJob(now)] : deliveries.map((delivery) => deliveryJob(delivery, now));
}

export function deliveryJob(delivery: Pick<NewDelivery, 'id' | 'channel'>, runAt: number): NewJob {
  return { kind: 'deliver', key: delivery.id, lane: `channel:${delivery.channel}`, runAt };
}

function gatheringJob(now: number): NewJob {
  return { kind: 'gather-catch-up', key: 'all', lane: 'gather-catch-up', runAt: now + GATHERING_MS };
}

function longestGap(repos: readonly RepoRow[]): Gap {
  if (repos.some((repo) => repo.gap === 'long-gap')) return 'long-gap';
  return repos.some((repo) => repo.gap === 'gap') ? 'gap' : 'none';
}

/** What of a rule makes it another rule: one that was changed sends nothing of the past either. */
export function fingerprintRule(rule: Rule, channel: string): string {
  return hash('sha256', JSON.stringify([rule.id, rule.on, rule.where ?? null, channel]), 'base64url').slice(
    0,
    22,
  );
}

/** Channels that a rule sends this to, each with the first such rule. */
function wantedDeliveries(
  release: ReleaseRow,
  milestone: Milestone,
  happenedAt: number,
  settings: AlertSettings,
  ages: ReadonlyMap<string, number>,
): Map<string, string> {
  const wanted = new Map<string, string>();
  const subject = {
    kind: ALERT_KINDS[milestone],
    lab: release.lab,
    labParent: settings.labs.get(release.lab)?.parent ?? null,
    release: { kind: release.kind as Kind, family: release.family },
  };
  for (const rule of settings.rules) {
    if (!matchRule(rule, subject).matches) continue;
    for (const channel of rule.to) {
      const since = ages.get(fingerprintRule(rule, channel));
      // What happened before a rule was there is not told by it.
      if (
        since === undefined ||
        happenedAt < since ||
        wanted.has(channel) ||
        !settings.channels.includes(channel)
      )
        continue;
      wanted.set(channel, rule.id);
    }
  }
  return wanted;
}

const ALERT_KINDS = {
  new: 'release.new',
  extended: 'release.extended',
  removed: 'release.removed',
} as const satisfies Record<Milestone, ReleaseAlertKind>;

function composeContent(
  id: string,
  release: ReleaseRow,
  view: ReleaseView,
  milestone: Milestone,
  covered: readonly RepoRow[],
  labs: Labs,
  now: number,
): AlertContent {
  const kind = ALERT_KINDS[milestone];
  const labName = labs.get(release.lab)?.name ?? null;
  const covers = covered.map((repo) => repo.name).sort();
  const added = addedModels(view, covered);
  const knownBefore = milestone === 'new' ? knownBeforeOf(release) : undefined;
  const made = covered.map((repo) => createdAtOf(repo)).filter((time) => time !== null);
  const [oldest] = made.sort();
  const main = mainRepo(covered);
  return {
    alert: {
      id,
      kind,
      title: titleOf(kind, { labName, releaseName: release.name, added, knownBefore }),
      createdAt: new Date(now).toISOString(),
      url: main === null ? null : hubUrl(main.name),
      lines: [],
      labName,
      covers,
      ...(oldest === undefined || milestone === 'removed' ? {} : { firstRepoCreatedAt: oldest }),
      ...(knownBefore === undefined ? {} : { knownBefore }),
    },
    release: view,
  };
}

/** What came, by name; where that is the release's own name, by what it is for. */
function addedModels(view: ReleaseView, covered: readonly RepoRow[]): readonly string[] {
  const names = new Set(covered.map((repo) => repo.model_name));
  if (!names.has(view.name)) return [...names].sort();
  return covered.some((repo) => repo.role === 'thinking') ? ['the thinking model'] : ['the chat model'];
}

function knownBeforeOf(release: ReleaseRow): KnownBefore | undefined {
  return release.planned === null
    ? undefined
    : { as: 'planned', since: new Date(release.first_seen).toISOString() };
}

function createdAtOf(repo: RepoRow): string | null {
  return (JSON.parse(repo.observation) as { createdAt: string | null }).createdAt;
}

/** The repo that most readers want: what one talks to, in full precision, the largest. */
function mainRepo(covered: readonly RepoRow[]): RepoRow | null {
  const roles: readonly string[] = ['chat', 'thinking', 'base', 'other'] satisfies RepoRole[];
  const rank = (repo: RepoRow) => (repo.quantization === null ? 0 : 10) + roles.indexOf(repo.role);
  const [main] = [...covered].sort(
    (left, right) =>
      rank(left) - rank(right) ||
      (right.total_parameters ?? 0) - (left.total_parameters ?? 0) ||
      left.name.localeCompare(right.name, 'en'),
  );
  return main ?? null;
}

function repoState(repo: RepoRow): RepoState {
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
    quiet: repo.quiet === 1,
    present: repo.state === 'present',
  };
}

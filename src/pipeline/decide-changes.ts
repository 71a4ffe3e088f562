import { hash } from 'node:crypto';
import { changeLines } from '../alerts/change-lines.ts';
import { safeUrl } from '../alerts/hostile-text.ts';
import { titleOf } from '../alerts/wording.ts';
import type { AlertContent } from '../domain/alert.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { changesSinceTold, decideHeld, keyOf, type ToldChange } from '../domain/told-changes.ts';
import { insertAlert, insertDeliveries, type NewDelivery, releaseAlertsSent } from '../store/alerts.ts';
import type { WriteTransaction } from '../store/database.ts';
import { heldChanges, replaceHeldChanges } from '../store/held-changes.ts';
import type { NewJob } from '../store/jobs.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { routesOf } from './alert-routes.ts';
import { type AlertSettings, type DecisionTimes, deliveryJob } from './decide-alerts.ts';
import { releaseSubject } from './rule-subject.ts';
import { viewRelease } from './view-release.ts';

/**
 * Decides whether what was told of a release is no longer so, in the transaction that changed it, and queues what has
 * stood for the hold time. Returns the jobs that carry it on, or look again. Each change is told once.
 */
export async function decideChanges(
  tx: WriteTransaction,
  release: ReleaseRow,
  settings: AlertSettings,
  ages: ReadonlyMap<string, number>,
  { now, asOf }: DecisionTimes,
): Promise<NewJob[]> {
  const told = await releaseAlertsSent(tx, release.id);
  const before = told.at(-1)?.content.release;
  if (before === undefined) return [];
  const view = await viewRelease(tx, release, settings.labs);
  const toldBefore = new Set(told.flatMap(({ content }) => (content.alert.changes ?? []).map(keyOf)));
  const changes = changesSinceTold(before, view).filter((change) => !toldBefore.has(keyOf(change)));
  const held = await heldChanges(tx, release.id);
  if (changes.length === 0 && held.length === 0) return [];
  const decision = decideHeld(changes, held, asOf, now);
  await replaceHeldChanges(tx, release.id, decision.held);
  const jobs: NewJob[] = [];
  if (decision.recheckAt !== null) {
    const lane = `lab:${release.lab}`;
    jobs.push({ kind: 'review-release', key: release.id, lane, runAt: decision.recheckAt });
  }
  const happenedAt = Math.max(...decision.ripe.map((change) => sinceOf(change, decision.held, asOf)));
  for (const [kind, ripe] of Map.groupBy(decision.ripe, (change) => change.kind))
    jobs.push(...(await tell(tx, { release, view, before, kind, ripe, happenedAt, now }, settings, ages)));
  return jobs;
}

/**
 * What differs now came of another configuration, or of another version of this program: nobody is told of it, now or
 * later.
 */
export async function absorbChanges(
  tx: WriteTransaction,
  release: ReleaseRow,
  labs: AlertSettings['labs'],
): Promise<void> {
  const told = await releaseAlertsSent(tx, release.id);
  const before = told.at(-1)?.content.release;
  if (before === undefined) return;
  const changes = changesSinceTold(before, await viewRelease(tx, release, labs));
  const waiting = new Map((await heldChanges(tx, release.id)).map((held) => [held.key, held]));
  const held = changes.map(keyOf).map((key) => waiting.get(key) ?? { key, since: null });
  await replaceHeldChanges(tx, release.id, held);
}

function sinceOf(
  change: ToldChange,
  held: readonly { readonly key: string; readonly since: number | null }[],
  otherwise: number,
): number {
  return held.find(({ key }) => key === keyOf(change))?.since ?? otherwise;
}

interface Telling {
  readonly release: ReleaseRow;
  readonly view: ReleaseView;
  /** As it was told. */
  readonly before: ReleaseView;
  readonly kind: ToldChange['kind'];
  readonly ripe: readonly ToldChange[];
  /** Milliseconds since 1970, both. */
  readonly happenedAt: number;
  readonly now: number;
}

async function tell(
  tx: WriteTransaction,
  telling: Telling,
  settings: AlertSettings,
  ages: ReadonlyMap<string, number>,
): Promise<NewJob[]> {
  const { release, view, before, kind, ripe, happenedAt, now } = telling;
  const alertKind = `release.${kind}` as const;
  const lab = settings.labs.get(release.lab);
  const routes = new Map<string, string>();
  // Whom a rule told it by what was believed then has to hear of it, too.
  for (const known of [view, before]) {
    const telling = { kind: alertKind, release, covers: [], view: known };
    const subject = await releaseSubject(tx, telling, settings.rules, settings.labs);
    for (const [channel, rule] of routesOf(subject, happenedAt, settings, ages, 'leave-out'))
      routes.set(channel, rule);
  }
  if (routes.size === 0) return [];
  const labName = lab?.name ?? null;
  const about = { labName, labZh: lab?.zh, releaseName: release.name, changes: ripe };
  const content: AlertContent = {
    alert: {
      id: settings.newId('alert'),
      kind: alertKind,
      title: titleOf(alertKind, about),
      createdAt: new Date(now).toISOString(),
      url: ripe.map(({ url }) => safeUrl(url)).find((url) => url !== null) ?? view.repos[0]?.url ?? null,
      lines: changeLines(ripe),
      labName,
      covers: [],
      changes: ripe,
      about: { form: 'release', ...about, saidBy: [], quote: '' },
    },
    release: view,
  };
  const isNew = await insertAlert(tx, {
    content,
    releaseId: release.id,
    // A release has many of them, each told once.
    milestone: `${kind}:${hash('sha1', JSON.stringify(ripe.map(keyOf)), 'base64url')}`,
    reason: ripe.map(({ attribute }) => attribute).join(', '),
    createdAt: now,
    gap: 'none',
  });
  if (!isNew) return [];
  const deliveries = [...routes].map(
    ([channel, rule]): NewDelivery => ({
      id: settings.newId('msg'),
      alertId: content.alert.id,
      channel,
      rule,
      createdAt: now,
    }),
  );
  await insertDeliveries(tx, deliveries);
  return deliveries.map((delivery) => deliveryJob(delivery, now));
}

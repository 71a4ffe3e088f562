import type { AlertKind } from '../domain/alert.ts';
import type { AlertSubject } from '../domain/alert-subject.ts';
import type { Topic } from '../domain/signals/signal.ts';
import { insertAlert, insertDeliveries, type NewDelivery } from '../store/alerts.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import { sourcesAt } from '../store/shown-by.ts';
import { ruleAges } from '../store/subscriptions.ts';
import { routesOf } from './alert-routes.ts';
import { type AlertSettings, deliveryJob } from './decide-alerts.ts';

/** Something worth telling that is no milestone of a release. */
export interface Matter {
  readonly kind: AlertKind;
  /** Told once under its kind, by whatever process comes first. */
  readonly subject: string;
  /** Id of the lab it is about, for rules that ask; null where it is about none, or several. */
  readonly lab: string | null;
  readonly labName: string | null;
  /** Of news. */
  readonly topic?: Topic;
  /** The sources that show it, or that it is about, by their locators. */
  readonly locators?: readonly string[];
  /** One line, plain text, already made safe. */
  readonly title: string;
  readonly url: string | null;
  readonly lines: readonly string[];
  /** What title and lines are made from, for readers of other languages and zones. */
  readonly about?: AlertSubject;
  /** Id of a channel that is not told: it is about that one. */
  readonly notTo?: string;
  /** Milliseconds since 1970: a rule that came later does not tell it. */
  readonly happenedAt: number;
  /** Why it was decided so: a name, for those who look into the store. */
  readonly reason: string;
}

/**
 * Writes an alert and its deliveries, in the transaction that found the matter out. Returns the jobs that carry them on:
 * none where no rule wants it, or where it was told before. `now`: milliseconds since 1970.
 */
export async function raiseAlert(
  tx: WriteTransaction,
  matter: Matter,
  settings: AlertSettings,
  now: number,
): Promise<NewJob[]> {
  const { kind, lab, happenedAt } = matter;
  const labParent = lab === null ? null : (settings.labs.get(lab)?.parent ?? null);
  const about = {
    ...(matter.topic === undefined ? {} : { topic: matter.topic }),
    sources: await sourcesAt(tx, matter.locators ?? []),
  };
  const routes = routesOf({ kind, lab, labParent, ...about }, happenedAt, settings, await ruleAges(tx));
  if (matter.notTo !== undefined) routes.delete(matter.notTo);
  if (routes.size === 0) return [];
  const id = settings.newId('alert');
  const { title, url, lines, labName, subject, reason } = matter;
  const words = matter.about === undefined ? {} : { about: matter.about };
  const createdAt = new Date(now).toISOString();
  const isNew = await insertAlert(tx, {
    content: { alert: { id, kind, title, createdAt, url, lines, labName, covers: [], ...words } },
    releaseId: null,
    milestone: null,
    subject,
    reason,
    createdAt: now,
    gap: 'none',
  });
  if (!isNew) return [];
  const deliveries = [...routes].map(
    ([channel, rule]): NewDelivery => ({
      id: settings.newId('msg'),
      alertId: id,
      channel,
      rule,
      createdAt: now,
    }),
  );
  await insertDeliveries(tx, deliveries);
  return deliveries.map((delivery) => deliveryJob(delivery, now));
}

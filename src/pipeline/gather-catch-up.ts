import { ENGLISH_READER } from '../alerts/reader.ts';
import { wordsOf } from '../alerts/worded.ts';
import type { AlertContent } from '../domain/alert.ts';
import {
  cancelDelivery,
  insertAlert,
  insertDeliveries,
  listHeldAlerts,
  pendingDeliveriesOf,
  releaseHeldAlerts,
  type StoredAlert,
} from '../store/alerts.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';
import type { DeliveryRow } from '../store/schema.ts';
import { deliveryJob } from './decide-alerts.ts';

/** More alerts than this, due at once after a time without looking, are told as one. */
export const MOST_AT_ONCE = 5;

/**
 * Decides what becomes of the alerts that were held after a gap: each is told by itself, or all of one channel in one
 * catch-up. Returns the jobs that carry them on.
 */
export async function gatherCatchUp(
  tx: WriteTransaction,
  newId: (prefix: string) => string,
  now: number,
): Promise<NewJob[]> {
  const held = await listHeldAlerts(tx);
  if (held.length === 0) return [];
  const alerts = new Map(held.map((alert) => [alert.id, alert]));
  const deliveries = await pendingDeliveriesOf(tx, [...alerts.keys()]);
  const jobs: NewJob[] = [];
  for (const [channel, own] of Map.groupBy(deliveries, (delivery) => delivery.channel)) {
    if (!needsCatchUp(own, alerts)) {
      jobs.push(...own.map((delivery) => deliveryJob(delivery, now)));
      continue;
    }
    const content = composeCatchUp(
      newId('alert'),
      own.map((delivery) => alerts.get(delivery.alert_id)).filter((alert) => alert !== undefined),
      now,
    );
    await insertAlert(tx, {
      content,
      releaseId: null,
      milestone: null,
      reason: 'too many for single alerts after a time without looking',
      createdAt: now,
      gap: 'none',
    });
    for (const delivery of own) await cancelDelivery(tx, delivery.id, `told in catch-up ${content.alert.id}`);
    const [first] = own;
    const delivery = {
      id: newId('msg'),
      alertId: content.alert.id,
      channel,
      rule: first?.rule ?? '',
      createdAt: now,
    };
    await insertDeliveries(tx, [delivery]);
    jobs.push(deliveryJob(delivery, now));
  }
  await releaseHeldAlerts(tx, [...alerts.keys()]);
  return jobs;
}

function needsCatchUp(deliveries: readonly DeliveryRow[], alerts: ReadonlyMap<string, StoredAlert>): boolean {
  return (
    deliveries.length > MOST_AT_ONCE ||
    deliveries.some((delivery) => alerts.get(delivery.alert_id)?.gap === 'long-gap')
  );
}

function composeCatchUp(id: string, alerts: readonly StoredAlert[], now: number): AlertContent {
  const about = {
    form: 'catch-up',
    releases: alerts.length,
    alerts: alerts.slice(0, LINES_SHOWN).map(({ kind, title, url, content }) => {
      return { kind, title, url, about: content.alert.about };
    }),
  } as const;
  const words = wordsOf(about, { kind: 'catch-up', title: '', url: null }, ENGLISH_READER);
  return {
    alert: {
      id,
      kind: 'catch-up',
      title: words.title,
      createdAt: new Date(now).toISOString(),
      url: null,
      lines: words.lines,
      labName: null,
      covers: alerts.flatMap((alert) => alert.content.alert.covers),
      about,
    },
  };
}

/** Whoever was away for a month wants to see what came, not to scroll for ever. */
const LINES_SHOWN = 60;

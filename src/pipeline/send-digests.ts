import type { DigestPlan } from '../alerts/digest-plan.ts';
import type { Clock } from '../domain/clock.ts';
import { isEmptyDigest } from '../domain/digest.ts';
import { lastLocalTime } from '../domain/local-time.ts';
import { insertAlert, insertDeliveries } from '../store/alerts.ts';
import type { Database, WriteTransaction } from '../store/database.ts';
import type { Span } from '../store/digest-reading.ts';
import { closePeriod, toldUntil } from '../store/digests.ts';
import { completeJob, type EnqueuedJob, enqueueJobs, type LeasedJob, type NewJob } from '../store/jobs.ts';
import { ROWS_ALONE } from '../store/write-scopes.ts';
import { deliveryJob } from './decide-alerts.ts';
import { composeDigest, type DigestRules } from './digest-content.ts';
import { type GatheredDigest, gatherDigest } from './gather-digest.ts';

export interface DigestDependencies extends Omit<DigestRules, 'rules'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly plans: readonly DigestPlan[];
  readonly newId: (prefix: string) => string;
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

/** Under which name a digest stands where other deliveries name their rule. */
const BY_DIGEST = 'digest';

/**
 * Queues the digests whose time has come. All that was missed is one digest; a channel that has just got one is told
 * nothing of before. Each period of a channel is told once, whichever process comes first.
 */
export async function sendDigests(deps: DigestDependencies, job?: LeasedJob): Promise<void> {
  for (const plan of deps.plans) await sendWhatIsDue(deps, plan);
  if (job !== undefined) await deps.database.write((tx) => completeJob(tx, job), ROWS_ALONE);
}

async function sendWhatIsDue(deps: DigestDependencies, plan: DigestPlan): Promise<void> {
  const now = deps.clock.now();
  const { channel, timeZone, scope } = plan;
  const from = await toldUntil(deps.database.reader, channel, now);
  if (from === null) {
    const begins = { channel, period_from: now, period_to: now, alert_id: null, stated: [] };
    await deps.database.write((tx) => closePeriod(tx, begins));
    return;
  }
  const to = lastLocalTime(plan.time, timeZone, now);
  if (to <= from) return;
  // Outside the transaction that queues it: it is read again when it is sent.
  const { labs, hiddenRepos } = deps;
  const request = { from, to, timeZone, scope, channel, labs, hiddenRepos };
  const gathered = await gatherDigest(deps.database.reader, request);
  const jobs = await deps.database.write(async (tx) => {
    // Another process may have been sooner.
    if ((await toldUntil(tx, channel, now)) !== from) return [];
    const wanted = await queueDigest(tx, deps, plan, { from, to }, gathered, now);
    return await enqueueJobs(tx, wanted, now);
  });
  deps.announce(jobs);
}

async function queueDigest(
  tx: WriteTransaction,
  deps: DigestDependencies,
  { channel, sendsEmpty }: DigestPlan,
  { from, to }: Span,
  { digest, stated }: GatheredDigest,
  now: number,
): Promise<NewJob[]> {
  const period = { channel, period_from: from, period_to: to };
  if (isEmptyDigest(digest) && !sendsEmpty) {
    await closePeriod(tx, { ...period, alert_id: null, stated: [] });
    return [];
  }
  const id = deps.newId('alert');
  const isNew = await insertAlert(tx, {
    content: composeDigest(id, digest, now),
    releaseId: null,
    milestone: null,
    subject: `${channel}:${to}`,
    reason: `from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`,
    createdAt: now,
    gap: 'none',
  });
  if (!isNew) return [];
  await closePeriod(tx, { ...period, alert_id: id, stated });
  const delivery = { id: deps.newId('msg'), alertId: id, channel, rule: BY_DIGEST, createdAt: now };
  await insertDeliveries(tx, [delivery]);
  return [deliveryJob(delivery, now)];
}

import type { Channel, RenderedMessage, SendOutcome } from '../alerts/channel.ts';
import type { DeliveryTiming } from '../alerts/delivery-timing.ts';
import type { AlertContent } from '../domain/alert.ts';
import type { Clock } from '../domain/clock.ts';
import { judgeConnection } from '../domain/connection.ts';
import { MAX_AGE_MS, MAX_ATTEMPTS, nextAttempt, type SendReason } from '../domain/delivery-decision.ts';
import { UNREACHABLE } from '../domain/source-health.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';
import {
  holdDelivery,
  readAlert,
  type StoredAlert,
  updateAlertContent,
  updateDelivery,
} from '../store/alerts.ts';
import type { Database, Reader, WriteTransaction } from '../store/database.ts';
import { renewJobLease } from '../store/job-leases.ts';
import { completeJob, type EnqueuedJob, enqueueJobs, type LeasedJob, retryJob } from '../store/jobs.ts';
import { parkQuota } from '../store/rate-limits.ts';
import type { DeliveryRow } from '../store/schema.ts';
import { listSources } from '../store/sources.ts';
import { inLane } from '../store/write-scopes.ts';
import { noteFailure, noteSuccess } from './channel-trouble.ts';
import type { AlertSettings } from './decide-alerts.ts';
import { putOff, receiverQuota, whenItsTurnComes } from './delivery-turn.ts';
import { contentOfDigest, type DigestRules } from './digest-content.ts';
import { latestContent } from './latest-content.ts';
import { contactsOf, type Hosts } from './reachability.ts';
import { CANCELLED, revalidate } from './revalidate-delivery.ts';
import { standingByRules } from './rule-standing.ts';
import { contentOfTogether, foldCapped } from './tell-together.ts';
import { wantAmendment } from './want-amendments.ts';

export interface DeliveryDependencies extends DigestRules {
  readonly database: Database;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** The machine's time, where the program's clock was set to another. */
  readonly wallClock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly channels: ReadonlyMap<string, Channel>;
  /** By the id of the channel. */
  readonly timings: ReadonlyMap<string, DeliveryTiming>;
  /** Of the sources: by them it is known whether our own network is there. */
  readonly hosts: Hosts;
  /** Milliseconds. */
  readonly settling: number;
  readonly newId: (prefix: string) => string;
  readonly announce: (jobs: readonly EnqueuedJob[]) => void;
}

/** At least twice the time that a channel gives a receiver (10 s): a lease never runs out while a send is on its way. */
export const DELIVERY_LEASE_MS = 30_000;

/**
 * Carries one alert to one channel: makes the message, stores it, sends it, records what came of it. The message is
 * stored before it is sent and repeated byte for byte under the same key, so that a kill in between can only repeat it.
 */
export async function deliverAlert(deps: DeliveryDependencies, job: LeasedJob): Promise<void> {
  const attempt = await prepareAttempt(deps, job);
  if (attempt === null) return;
  const context = {
    http: deps.http,
    clock: deps.clock,
    signal: deps.signal,
    sentAt: deps.wallClock.now(),
    idempotencyKey: attempt.delivery.id,
  };
  const outcome = await attempt.channel.send(attempt.message, context);
  if (deps.signal.aborted && outcome.kind !== 'sent') return;
  await recordOutcome(deps, job, attempt, outcome);
}

interface Attempt {
  readonly delivery: DeliveryRow;
  readonly channel: Channel;
  readonly message: RenderedMessage;
  /** Attempts including this one. */
  readonly number: number;
}

/** Null where there is nothing to send (any more, or by itself): the job has ended then, or was put off. */
async function prepareAttempt(deps: DeliveryDependencies, job: LeasedJob): Promise<Attempt | null> {
  let added: readonly EnqueuedJob[] = [];
  const attempt = await deps.database.write(async (tx): Promise<Attempt | null> => {
    added = [];
    // Whoever cancels it meanwhile does so before it is read, or after this has ended.
    const delivery = await holdDelivery(tx, job.key);
    const alert = delivery === undefined ? undefined : await readAlert(tx, delivery.alert_id);
    if (delivery === undefined || alert === undefined || isOver(delivery)) {
      await completeJob(tx, job);
      return null;
    }
    const channel = deps.channels.get(delivery.channel);
    const decision = await revalidate(tx, delivery, alert, channel !== undefined);
    if (!decision.send || channel === undefined) return await cancel(tx, job, delivery, decision.reason);
    const now = deps.clock.now();
    const standing = await standingByRules(tx, delivery, alert, deps, now);
    if (standing.kind === 'unwanted') return await cancel(tx, job, delivery, standing.reason);
    const undecidedUntil = standing.kind === 'waits' ? standing.until : null;
    const timing = deps.timings.get(channel.id);
    const turn = await whenItsTurnComes(tx, channel, timing, alert, undecidedUntil, now);
    if (turn.kind === 'later' && turn.reason === 'paused' && isTooOld(delivery, now)) {
      const { error_message: why } = delivery;
      await giveUp(tx, delivery, {
        code: 'expired',
        message: `the channel kept failing for three days${why === null ? '' : `: ${why}`}`,
      });
      await completeJob(tx, job);
      return null;
    }
    if (turn.kind === 'later') {
      await putOff(tx, job, delivery, turn, now);
      return null;
    }
    const isCapped = timing !== undefined && timing.cap !== null && alert.kind !== 'digest';
    const together = isCapped ? await foldCapped(tx, delivery, deps.newId, now) : null;
    if (together !== null) {
      await completeJob(tx, job);
      added = await enqueueJobs(tx, [together], now);
      return null;
    }
    const message = await messageOf(tx, deps, delivery, alert, channel);
    if (message === null) {
      const reason = alert.kind === 'digest' ? 'digest-empty' : 'release-removed';
      return await cancel(tx, job, delivery, reason);
    }
    const number = delivery.attempts + 1;
    await updateDelivery(tx, delivery.id, {
      state: 'sending',
      attempts: number,
      body: message.body,
      content_type: message.contentType,
    });
    await renewJobLease(tx, job, DELIVERY_LEASE_MS);
    return { delivery, channel, message, number };
  }, inLane(job));
  deps.announce(added);
  return attempt;
}

async function cancel(
  tx: WriteTransaction,
  job: LeasedJob,
  delivery: DeliveryRow,
  reason: SendReason,
): Promise<null> {
  await updateDelivery(tx, delivery.id, {
    state: 'cancelled',
    next_attempt_at: null,
    error_code: reason,
    error_message: CANCELLED[reason],
  });
  await completeJob(tx, job);
  return null;
}

function isOver(delivery: DeliveryRow): boolean {
  return delivery.state === 'sent' || delivery.state === 'dead' || delivery.state === 'cancelled';
}

/**
 * What was rendered at the first attempt; at the first attempt, rendered from what is known by now. Null where nothing of
 * it is true any more.
 */
async function messageOf(
  tx: WriteTransaction,
  deps: DeliveryDependencies,
  delivery: DeliveryRow,
  alert: StoredAlert,
  channel: Channel,
): Promise<RenderedMessage | null> {
  if (delivery.body !== null && delivery.content_type !== null)
    return { body: delivery.body, contentType: delivery.content_type };
  const content =
    alert.kind === 'digest' ? await contentOfDigest(tx, deps, alert) : await freshContent(tx, alert, deps);
  if (content === null) return null;
  // What is believed otherwise later is compared with what was said.
  if (content.release !== undefined || content.digest !== undefined)
    await updateAlertContent(tx, alert.id, content);
  return channel.render(content);
}

async function freshContent(
  reader: Reader,
  alert: StoredAlert,
  { labs, settling }: DeliveryDependencies,
): Promise<AlertContent | null> {
  if (alert.kind === 'catch-up') return await contentOfTogether(reader, alert);
  return await latestContent(reader, alert, labs, settling);
}

async function recordOutcome(
  deps: DeliveryDependencies,
  job: LeasedJob,
  attempt: Attempt,
  outcome: SendOutcome,
): Promise<void> {
  if (outcome.kind === 'sent') await recordSent(deps, job, attempt, outcome);
  else await recordFailure(deps, job, attempt, outcome);
}

async function recordSent(
  deps: DeliveryDependencies,
  job: LeasedJob,
  { delivery, channel, number }: Attempt,
  outcome: Extract<SendOutcome, { kind: 'sent' }>,
): Promise<void> {
  const now = deps.clock.now();
  const jobs = await deps.database.write(async (tx) => {
    await updateDelivery(tx, delivery.id, {
      state: 'sent',
      sent_at: now,
      next_attempt_at: null,
      error_code: null,
      error_message: null,
      message_id: outcome.messageId ?? null,
    });
    if (outcome.notBefore !== undefined)
      await parkQuota(tx, receiverQuota(delivery.channel), outcome.notBefore);
    await completeJob(tx, job);
    const wanted = [
      ...(await noteSuccess(tx, channel, settingsOf(deps), now)),
      // What changed while it was on its way was not seen by anybody.
      ...(await wantAmendment(tx, delivery.id, deps.settling, now)),
    ];
    return await enqueueJobs(tx, wanted, now);
  }, inLane(job));
  deps.announce(jobs);
  deps.meter.delivered(channel.id, 'sent');
  deps.log.debug({ delivery: delivery.id, channel: channel.id, attempts: number }, 'alert delivered');
}

async function recordFailure(
  deps: DeliveryDependencies,
  job: LeasedJob,
  { delivery, channel, number }: Attempt,
  outcome: Exclude<SendOutcome, { kind: 'sent' }>,
): Promise<void> {
  const now = deps.clock.now();
  const { code, message } = outcome;
  const { jobs, next } = await deps.database.write(async (tx) => {
    // A receiver that asks to wait does well, and costs no attempt.
    const noted =
      outcome.kind === 'wait' || (await isOurNetwork(tx, deps, code))
        ? { jobs: [], pausedUntil: null }
        : await noteFailure(
            tx,
            channel,
            { code, message, refused: outcome.kind === 'rejected' },
            settingsOf(deps),
            now,
          );
    const isGivenUp = outcome.kind !== 'retry' && isTooOld(delivery, now);
    const next = isGivenUp ? null : whenNext(outcome, number, noted.pausedUntil, now, deps.random);
    if (next === null) {
      await giveUp(tx, delivery, { code, message });
      await completeJob(tx, job);
    } else {
      const attempts = outcome.kind === 'wait' ? delivery.attempts : number;
      const changes = { state: 'failed', error_code: code, error_message: message, attempts } as const;
      await updateDelivery(tx, delivery.id, { ...changes, next_attempt_at: next });
      await retryJob(tx, job, next, { code, message }, outcome.kind === 'wait' ? 'nothing' : 'attempt');
    }
    return { jobs: await enqueueJobs(tx, noted.jobs, now), next };
  }, inLane(job));
  deps.announce(jobs);
  deps.meter.delivered(channel.id, next === null ? 'dead' : outcome.kind === 'wait' ? 'waits' : 'failed');
  const fields = { delivery: delivery.id, channel: channel.id, attempts: number, code };
  if (next === null) deps.log.error(fields, 'alert could not be delivered and is not tried again by itself');
  else deps.log.warn({ ...fields, until: new Date(next).toISOString() }, 'alert could not be delivered yet');
}

/** Whether nothing can be reached at all, as far as the sources know: then it says nothing of the channel. */
async function isOurNetwork(reader: Reader, { hosts }: DeliveryDependencies, code: string): Promise<boolean> {
  if (code !== UNREACHABLE) return false;
  return judgeConnection(contactsOf(await listSources(reader), hosts)).down;
}

/** Kept, to be listed and tried again by hand. */
async function giveUp(
  tx: WriteTransaction,
  delivery: DeliveryRow,
  { code, message }: { readonly code: string; readonly message: string },
): Promise<void> {
  const changes = { error_code: code, error_message: message, next_attempt_at: null } as const;
  await updateDelivery(tx, delivery.id, { ...changes, state: 'dead' });
}

/** Whether it has waited for its receiver for longer than all attempts take. */
function isTooOld({ created_at: made, tried_since: since }: DeliveryRow, now: number): boolean {
  return now - (since ?? made) > MAX_AGE_MS;
}

function settingsOf({ rules, channels, labs, settling, newId }: DeliveryDependencies): AlertSettings {
  return { rules, channels: [...channels.keys()], labs, settling, newId };
}

/** Milliseconds since 1970, or null where there is no use in trying again. */
function whenNext(
  outcome: Exclude<SendOutcome, { kind: 'sent' }>,
  attempts: number,
  pausedUntil: number | null,
  now: number,
  random: () => number,
): number | null {
  // What a channel refuses that refuses everything is no fault of the message.
  if (outcome.kind === 'rejected') return attempts < MAX_ATTEMPTS ? pausedUntil : null;
  if (outcome.kind === 'wait') return Math.max(outcome.retryAt, now + 1000);
  const next = nextAttempt(attempts, now, random, outcome.retryAt);
  return next.dead ? null : Math.max(next.retryAt, pausedUntil ?? 0);
}

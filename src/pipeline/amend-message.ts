import type { Channel, RenderedMessage, SendOutcome } from '../alerts/channel.ts';
import type { AlertContent } from '../domain/alert.ts';
import { nextAttempt } from '../domain/delivery-decision.ts';
import type { Pace } from '../domain/delivery-pace.ts';
import { holdDelivery, readAlert, updateAlertContent, updateDelivery } from '../store/alerts.ts';
import { sentForGood } from '../store/amendments.ts';
import { readRelease, resolveRelease } from '../store/catalog.ts';
import type { WriteTransaction } from '../store/database.ts';
import { renewJobLease } from '../store/job-leases.ts';
import { completeJob, type LeasedJob, retryJob } from '../store/jobs.ts';
import { parkQuota } from '../store/rate-limits.ts';
import type { DeliveryRow } from '../store/schema.ts';
import { inLane } from '../store/write-scopes.ts';
import { DELIVERY_LEASE_MS, type DeliveryDependencies } from './deliver-alert.ts';
import { receiverQuota, whenItsTurnComes } from './delivery-turn.ts';
import { latestContent } from './latest-content.ts';

/**
 * Edits a message that was sent where it no longer says what is known. Made from the latest state at each attempt, so that
 * a kill in between can only repeat what is so; a message that says all of it is left alone.
 */
export async function amendMessage(deps: DeliveryDependencies, job: LeasedJob): Promise<void> {
  const amendment = await prepareAmendment(deps, job);
  if (amendment === null) return;
  const { delivery, edit, message } = amendment;
  const context = {
    http: deps.http,
    clock: deps.clock,
    signal: deps.signal,
    sentAt: deps.wallClock.now(),
    // Another message than all before, also where it says again what an earlier one said.
    idempotencyKey: `${delivery.id}-${job.token}-${deps.clock.now().toString(36)}`,
  };
  const outcome = await edit(amendment.messageId, message, context);
  if (deps.signal.aborted && outcome.kind !== 'sent') return;
  await recordAmendment(deps, job, amendment, outcome);
}

/** In the place of the body of a message of which nobody knows what it says: whatever is rendered is another. */
const UNKNOWN = '';

interface Amendment {
  readonly delivery: DeliveryRow;
  readonly messageId: string;
  readonly channel: Channel;
  readonly edit: NonNullable<Channel['edit']>;
  readonly content: AlertContent;
  readonly message: RenderedMessage;
}

/** Null where there is nothing to amend (any more), or it has to wait: the job has ended then, or was put off. */
async function prepareAmendment(deps: DeliveryDependencies, job: LeasedJob): Promise<Amendment | null> {
  return await deps.database.write(async (tx) => {
    const delivery = await holdDelivery(tx, job.key);
    const alert = delivery === undefined ? undefined : await readAlert(tx, delivery.alert_id);
    const channel = delivery === undefined ? undefined : deps.channels.get(delivery.channel);
    const messageId = delivery?.message_id ?? null;
    if (delivery === undefined || alert === undefined || messageId === null || channel?.edit === undefined)
      return await end(tx, job);
    if (await isGone(tx, alert.release_id)) return await end(tx, job);
    const content = await latestContent(tx, alert, deps.labs, deps.settling);
    const message = channel.render(content);
    if (message.body === delivery.body) return await end(tx, job);
    const now = deps.clock.now();
    // Editing makes no noise: neither quiet hours nor what readers take in an hour hold it.
    const turn = await whenItsTurnComes(tx, channel, undefined, alert, null, now);
    if (turn.kind === 'later') {
      await retryJob(
        tx,
        job,
        turn.at,
        { code: turn.reason, message: 'the service takes no more' },
        'nothing',
      );
      return null;
    }
    // From now on until the service has answered nobody knows what its readers see.
    await updateDelivery(tx, delivery.id, { body: UNKNOWN });
    await renewJobLease(tx, job, DELIVERY_LEASE_MS);
    return { delivery, channel, messageId, edit: channel.edit, content, message };
  }, inLane(job));
}

async function end(tx: WriteTransaction, job: LeasedJob): Promise<null> {
  await completeJob(tx, job);
  return null;
}

/** A release that is gone or hidden is told otherwise, or not at all. */
async function isGone(tx: WriteTransaction, releaseId: string | null): Promise<boolean> {
  const own = releaseId === null ? undefined : await readRelease(tx, releaseId);
  const release = own === undefined ? undefined : await resolveRelease(tx, own.id);
  return release === undefined || release.status === 'removed' || release.hidden === 1;
}

async function recordAmendment(
  deps: DeliveryDependencies,
  job: LeasedJob,
  { delivery, channel, content, message }: Amendment,
  outcome: SendOutcome,
): Promise<void> {
  const now = deps.clock.now();
  const fields = { delivery: delivery.id, channel: delivery.channel };
  if (outcome.kind === 'sent') {
    await deps.database.write(async (tx) => {
      await updateDelivery(tx, delivery.id, {
        body: message.body,
        content_type: message.contentType,
        ...(outcome.messageId === undefined ? {} : { message_id: outcome.messageId }),
      });
      // What is believed otherwise later is compared with what everybody was told.
      if ((await sentForGood(tx, delivery.alert_id)).length === 0)
        await updateAlertContent(tx, delivery.alert_id, content);
      const next = Math.max(outcome.notBefore ?? 0, now + spacingOf(channel.pace ?? []));
      if (next > now) await parkQuota(tx, receiverQuota(channel.id), next);
      await completeJob(tx, job);
    }, inLane(job));
    deps.log.debug(fields, 'message amended');
    return;
  }
  const { code } = outcome;
  const next = outcome.kind === 'rejected' ? null : whenNext(outcome, job.attempts + 1, now, deps.random);
  await deps.database.write(async (tx) => {
    if (next === null) {
      await updateDelivery(tx, delivery.id, { body: delivery.body });
      await completeJob(tx, job);
    } else await retryJob(tx, job, next, outcome, outcome.kind === 'wait' ? 'nothing' : 'attempt');
  }, inLane(job));
  // The message stands as it was sent: nothing is lost by it.
  if (next === null) deps.log.warn({ ...fields, code }, 'a message could not be amended, and stays as it is');
}

/** Services count edits as messages, and we do not: the next one keeps the distance that their pace has on average. */
function spacingOf(paces: readonly Pace[]): number {
  return Math.max(0, ...paces.map(({ messages, ms }) => Math.ceil(ms / messages)));
}

function whenNext(
  outcome: Extract<SendOutcome, { kind: 'retry' | 'wait' }>,
  attempts: number,
  now: number,
  random: () => number,
): number | null {
  if (outcome.kind === 'wait') return Math.max(outcome.retryAt, now + 1000);
  const next = nextAttempt(attempts, now, random, outcome.retryAt);
  return next.dead ? null : next.retryAt;
}

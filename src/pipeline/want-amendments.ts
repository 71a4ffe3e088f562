import { type EditableDelivery, editableDelivery, editableOfRelease } from '../store/amendments.ts';
import type { Reader } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';

/** What comes together changes a message once, in milliseconds. */
export const AMEND_AFTER_MS = 60_000;

/** A message about a release that turned out to be another is mended for so long, in milliseconds. */
export const MERGED_MS = 14 * 24 * 3_600_000;

/**
 * The jobs that look whether the messages about a release still say what is so, and edit them where they do not. At most
 * one for each message is pending. `window`: milliseconds for which what comes belongs to what was told.
 */
export async function wantAmendments(
  reader: Reader,
  releaseId: string,
  window: number,
  now: number,
): Promise<NewJob[]> {
  const editable = await editableOfRelease(reader, releaseId, now - window);
  return editable.map((delivery) => amendment(delivery, now));
}

/** The same for one message, where it tells of a release's beginning and can be edited. */
export async function wantAmendment(
  reader: Reader,
  deliveryId: string,
  window: number,
  now: number,
): Promise<NewJob[]> {
  const editable = await editableDelivery(reader, deliveryId, now - window);
  return editable === undefined ? [] : [amendment(editable, now)];
}

function amendment({ id, channel }: EditableDelivery, now: number): NewJob {
  return { kind: 'amend', key: id, lane: `channel:${channel}`, runAt: now + AMEND_AFTER_MS };
}

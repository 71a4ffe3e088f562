import type { ReleaseStatus } from '../domain/catalog.ts';
import { type ReleaseState, type SendDecision, shouldSend } from '../domain/delivery-decision.ts';
import type { StoredAlert } from '../store/alerts.ts';
import { readRelease } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { DeliveryRow } from '../store/schema.ts';

export const CANCELLED: Readonly<Record<SendDecision['reason'], string>> = {
  valid: '',
  'already-attempted': '',
  'channel-removed': 'the channel is no longer configured',
  'release-merged': 'the release was found to be the same as another, which tells for both',
  'release-removed': 'the release was removed before it was told',
  'release-returned': 'the release came back before its removal was told',
  'rule-unmatched': 'by what is known now no rule asks for it',
  'fact-unknown': 'nobody said in two days what a rule asks for',
  'digest-empty': 'nothing of what it was to tell is left',
};

/** Whether what a delivery is to say is still true by what the catalog knows now. */
export async function revalidate(
  reader: Reader,
  delivery: DeliveryRow,
  alert: StoredAlert,
  channelExists: boolean,
): Promise<SendDecision> {
  const release = alert.release_id === null ? undefined : await readRelease(reader, alert.release_id);
  const state: ReleaseState | null =
    release === undefined
      ? null
      : { status: release.status as ReleaseStatus, mergedInto: release.merged_into };
  return shouldSend(
    { alertKind: alert.kind, attempts: delivery.body === null ? 0 : delivery.attempts, channelExists },
    state,
  );
}

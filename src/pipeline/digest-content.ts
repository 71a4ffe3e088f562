import { scopeOfChannel } from '../alerts/digest-scope.ts';
import { ENGLISH_READER } from '../alerts/reader.ts';
import type { Rule } from '../alerts/rule.ts';
import { digestWords } from '../alerts/worded.ts';
import type { AlertContent } from '../domain/alert.ts';
import { type Digest, isEmptyDigest } from '../domain/digest.ts';
import type { StoredAlert } from '../store/alerts.ts';
import type { WriteTransaction } from '../store/database.ts';
import { periodOfAlert, restatePeriod } from '../store/digests.ts';
import { gatherDigest } from './gather-digest.ts';
import type { Labs } from './view-release.ts';

/** What decides what belongs into a channel's digest. */
export interface DigestRules {
  readonly rules: readonly Rule[];
  readonly labs: Labs;
  /** Folded names of repos that an operator hides. */
  readonly hiddenRepos: ReadonlySet<string>;
}

/** An alert that is a digest. `now`: milliseconds since 1970. */
export function composeDigest(id: string, digest: Digest, now: number): AlertContent {
  const { title, lines } = digestWords(digest, { ...ENGLISH_READER, timeZone: digest.period.timeZone });
  return {
    alert: {
      id,
      kind: 'digest',
      title,
      createdAt: new Date(now).toISOString(),
      url: null,
      lines,
      labName: null,
      covers: [],
    },
    digest,
  };
}

/**
 * What a digest says as it is sent: gathered anew, so that what was removed or corrected meanwhile is not praised. What it
 * states is remembered, to be corrected by later ones. Null where nothing is left of it.
 */
export async function contentOfDigest(
  tx: WriteTransaction,
  { rules, labs, hiddenRepos }: DigestRules,
  alert: StoredAlert,
): Promise<AlertContent | null> {
  const period = await periodOfAlert(tx, alert.id);
  const planned = alert.content.digest;
  if (period === undefined || planned === undefined) return alert.content;
  const { digest, stated } = await gatherDigest(tx, {
    from: period.period_from,
    to: period.period_to,
    timeZone: planned.period.timeZone,
    scope: scopeOfChannel(rules, period.channel),
    channel: period.channel,
    labs,
    hiddenRepos,
  });
  // One that was to say that nothing happened says so still.
  if (isEmptyDigest(digest) && !isEmptyDigest(planned)) return null;
  await restatePeriod(tx, alert.id, stated);
  return composeDigest(alert.id, digest, alert.created_at);
}

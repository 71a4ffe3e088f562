import { spokenStem } from '../domain/mention-identity.ts';
import { relativesOf } from '../domain/mention-lab.ts';
import { placeMention } from '../domain/mention-placement.ts';
import { readRelease } from '../store/catalog.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { joinSignals, waitingSignals } from '../store/signals.ts';
import { joinSignalClaims } from './keep-claims.ts';
import type { CatalogContext } from './place-repo.ts';
import { candidateOf } from './release-candidates.ts';
import { mentionedBy } from './signal-rows.ts';

/** What was said of a release before anybody knew it joins it, of whatever age. Returns how many signals did. */
export async function joinWaiting(
  tx: WriteTransaction,
  context: Pick<CatalogContext, 'labs'>,
  { id: releaseId, lab: labId, stem }: Pick<ReleaseRow, 'id' | 'lab' | 'stem'>,
): Promise<number> {
  const lab = context.labs.get(labId);
  if (lab === undefined) return 0;
  const labIds = relativesOf(lab, context.labs).map(({ id }) => id);
  const waiting = await waitingSignals(tx, labIds, spokenStem(stem));
  const release = waiting.length === 0 ? undefined : await readRelease(tx, releaseId);
  if (release === undefined) return 0;
  const meant = waiting.filter((signal) => {
    const mentioned = mentionedBy(signal, context.labs.get(signal.lab) ?? lab);
    const candidate = candidateOf(release, mentioned.identity, mentioned.saidAt);
    return placeMention(mentioned, [candidate]) !== null;
  });
  await joinSignals(
    tx,
    meant.map((signal) => signal.seq),
    releaseId,
  );
  await joinSignalClaims(tx, meant, release, lab);
  return meant.length;
}

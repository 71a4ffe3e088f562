import { spokenStem } from '../domain/mention-identity.ts';
import { relativesOf } from '../domain/mention-lab.ts';
import { placeMention } from '../domain/mention-placement.ts';
import { readRelease } from '../store/catalog.ts';
import type { WriteTransaction } from '../store/database.ts';
import { joinSignals, waitingSignals } from '../store/signals.ts';
import { joinSignalClaims } from './keep-claims.ts';
import type { CatalogContext } from './place-repo.ts';
import { candidateOf } from './release-candidates.ts';
import { mentionedBy } from './signal-rows.ts';

/** What was said of a release before anybody knew it joins it, of whatever age. Returns how many signals did. */
export async function joinWaiting(
  tx: WriteTransaction,
  context: Pick<CatalogContext, 'labs'>,
  releaseId: string,
): Promise<number> {
  const release = await readRelease(tx, releaseId);
  const lab = release === undefined ? undefined : context.labs.get(release.lab);
  if (release === undefined || lab === undefined) return 0;
  const labIds = relativesOf(lab, context.labs).map(({ id }) => id);
  const waiting = await waitingSignals(tx, labIds, spokenStem(release.stem));
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

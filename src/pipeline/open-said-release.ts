import { decideAnnouncement } from '../domain/announcement.ts';
import { releaseName } from '../domain/grouping.ts';
import type { Lab } from '../domain/lab.ts';
import type { MentionIdentity } from '../domain/mention-identity.ts';
import { relativesOf } from '../domain/mention-lab.ts';
import { saidState, sameLaunch } from '../domain/mention-placement.ts';
import { insertRelease } from '../store/catalog.ts';
import type { WriteTransaction } from '../store/database.ts';
import { joinSignals, waitingSignals } from '../store/signals.ts';
import { joinWaiting } from './join-waiting.ts';
import { joinSignalClaims } from './keep-claims.ts';
import type { CatalogContext } from './place-repo.ts';
import { standing } from './refresh-release.ts';
import { stateColumns } from './release-state.ts';
import { announces, announcingSignal, mentionedBy } from './signal-rows.ts';

/**
 * Opens a release that has no weights, where all that waits for it is enough. Returns its id, or none. Whether it is told
 * is decided with the milestones: what is old opens quietly.
 */
export async function openSaidRelease(
  tx: WriteTransaction,
  context: CatalogContext,
  lab: Lab,
  name: string,
  identity: MentionIdentity,
): Promise<readonly string[]> {
  const labIds = relativesOf(lab, context.labs).map(({ id }) => id);
  const waiting = (await waitingSignals(tx, labIds, identity.spokenStem))
    .filter((signal) => announces(signal.statement))
    .map((signal) => ({ signal, mentioned: mentionedBy(signal, context.labs.get(signal.lab) ?? lab) }));
  const newest = waiting.findLast(({ signal }) => signal.name === name)?.mentioned;
  const together = newest === undefined ? [] : waiting.filter((one) => sameLaunch(one.mentioned, newest));
  const decision = decideAnnouncement(together.map(({ signal }) => announcingSignal(signal)));
  const state = saidState(together.map(({ mentioned }) => mentioned));
  if (decision.kind === 'nothing' || state === null) return [];
  // Words without a version may be a product's: only a catalogue of models is sure to list models.
  if (identity.substance !== 'release' && decision.reason !== 'a-catalogue-lists-it') return [];
  const last = together.at(-1)?.signal;
  const opening = JSON.stringify([last?.locator, last?.record_key, state.stem, identity.variant]);
  const id = context.idFor(opening);
  await insertRelease(tx, {
    id,
    opened_by: opening,
    lab: lab.id,
    family: identity.family,
    ...stateColumns(state),
    first_public: null,
    last_public: null,
    kind: 'unknown',
    ...standing(decision.kind),
    first_seen: Math.min(...together.map(({ signal }) => signal.seen_at)),
    released_on: null,
    baseline: 0,
    planned: null,
    merged_into: null,
    updated_at: context.now,
  });
  await joinSignals(
    tx,
    together.map(({ signal }) => signal.seq),
    id,
  );
  await joinSignalClaims(
    tx,
    together.map(({ signal }) => signal),
    { id, lab: lab.id, name: releaseName(state) },
    lab,
  );
  await joinWaiting(tx, context, id);
  return [id];
}

import { placeRepo } from '../domain/grouping.ts';
import type { Lab } from '../domain/lab.ts';
import { identifyMention } from '../domain/mention-identity.ts';
import { findReleasesByStem, insertRelease } from '../store/catalog.ts';
import { noteCatalogChange } from '../store/catalog-version.ts';
import type { WriteTransaction } from '../store/database.ts';
import { joinWaiting } from './join-waiting.ts';
import { makeCard } from './make-cards.ts';
import type { PlannedRelease } from './register-baseline.ts';
import { stateColumns } from './release-state.ts';
import type { Labs } from './view-release.ts';

/** Joining decides identity, not silence: a plan uses up no milestone, and weights that were there before stay as they are. */
export async function registerPlanned(
  tx: WriteTransaction,
  lab: Lab,
  planned: PlannedRelease,
  labs: Labs,
  idFor: (opening: string) => string,
  now: number,
): Promise<void> {
  const identity = identifyMention(planned.name, lab);
  const known = await findReleasesByStem(tx, lab.id, [identity.stem]);
  if (known.length > 0) return;
  const placement = placeRepo(identity, now, []);
  const opening = `plan:${lab.id}:${planned.name}`;
  const id = idFor(opening);
  await insertRelease(tx, {
    id,
    opened_by: opening,
    lab: lab.id,
    family: identity.family,
    ...stateColumns(placement.release),
    name: planned.name,
    kind: 'unknown',
    status: 'announced',
    lifecycle: 'planned',
    first_seen: now,
    first_public: null,
    last_public: null,
    released_on: null,
    baseline: 0,
    planned: JSON.stringify(planned),
    merged_into: null,
    updated_at: now,
  });
  await joinWaiting(tx, { labs }, { id, lab: lab.id, stem: placement.release.stem });
  await makeCard(tx, id, labs);
  await noteCatalogChange(tx);
}

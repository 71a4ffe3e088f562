import { hash } from 'node:crypto';
import { cardEntry } from '../domain/release-card.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { isPlan, placeInTimeline } from '../domain/timeline.ts';
import type { Log } from '../observability/log.ts';
import { readRelease } from '../store/catalog.ts';
import { noteCatalogChange } from '../store/catalog-version.ts';
import type { Database, WriteTransaction } from '../store/database.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import {
  countCards,
  dropCard,
  dropStrayCards,
  putCard,
  readKnownCard,
  releasesToList,
} from '../store/release-cards.ts';
import type { ReleaseRow } from '../store/schema.ts';
import { type Labs, viewRelease, viewReleases } from './view-release.ts';

/** Brings up to date how a release is listed, after it changed in this transaction. */
export async function makeCard(tx: WriteTransaction, id: string, labs: Labs): Promise<void> {
  const release = await readRelease(tx, id);
  if (release === undefined || release.merged_into !== null || release.hidden === 1) await dropCard(tx, id);
  else await keepCard(tx, release, await viewRelease(tx, release, labs));
}

/** The same for a release whose view is there already. */
export async function keepCard(tx: WriteTransaction, release: ReleaseRow, view: ReleaseView): Promise<void> {
  const shownAt = placeInTimeline(release);
  const plan = isPlan(release);
  const text = JSON.stringify(view);
  const known = await readKnownCard(tx, release.seq);
  // A card says nothing else: most of what is learnt of a release changes none.
  const same = known?.view === text && known.newest === 0 - shownAt && known.plan === (plan ? 1 : 0);
  if (!same) await putCard(tx, release.seq, cardEntry(view, { shownAt, plan }), text, known);
}

/** Changes where a card says something else than before of the same release, so that all are made anew. */
const CARDS = '1';
const CARDS_AT_ONCE = 100;

/** All cards anew, in one transaction: after a rebuild. */
export async function makeAllCards(tx: WriteTransaction, labs: Labs): Promise<void> {
  for (let after: number | null = 0; after !== null; ) after = await makeCardsAfter(tx, after, labs);
  await dropStrayCards(tx);
  await noteCatalogChange(tx);
}

/** Returns the last release that was done; null where there are no more. */
async function makeCardsAfter(tx: WriteTransaction, after: number, labs: Labs): Promise<number | null> {
  const releases = await releasesToList(tx, after, CARDS_AT_ONCE);
  const views = await viewReleases(tx, releases, labs);
  for (const [index, release] of releases.entries()) {
    const view = views[index];
    if (view !== undefined) await keepCard(tx, release, view);
  }
  return releases.length < CARDS_AT_ONCE ? null : (releases.at(-1)?.seq ?? null);
}

/**
 * Makes the cards of a store that has none yet (an older version's, an imported one), or whose labs are called otherwise
 * now: in steps, so that others may write meanwhile, and a kill costs one step. Does nothing where all are there.
 */
export async function makeMissingCards(database: Database, labs: Labs, log: Log): Promise<void> {
  const wanted = fingerprint(labs);
  const progress = await progressOf(database, wanted);
  if (progress === null) return;
  const { releases } = await countCards(database.reader);
  if (releases > CARDS_AT_ONCE) log.info({ releases }, 'making the lists of releases anew');
  for (let after: number | null = progress; after !== null; )
    after = await database.write(async (tx) => {
      const last = await makeCardsAfter(tx, after ?? 0, labs);
      if (last === null) {
        await dropStrayCards(tx);
        await noteCatalogChange(tx);
      }
      await writeMeta(tx, 'cards', last === null ? wanted : `${wanted} ${last}`);
      return last;
    });
}

/** The last release that was done; null where all are. */
async function progressOf({ reader }: Database, wanted: string): Promise<number | null> {
  const [made, last] = (await readMeta(reader, 'cards'))?.split(' ') ?? [];
  if (made !== wanted) return 0;
  // A store may be filled by other ways than the pipeline's, which know nothing of cards.
  const { releases, cards } = await countCards(reader, last === undefined ? undefined : Number(last));
  if (releases !== cards) return 0;
  return last === undefined ? null : Number(last);
}

/** Of what the cards say besides what is in the store. */
function fingerprint(labs: Labs): string {
  const names = [...labs.values()].map(({ id, name }) => [id, name]);
  return hash('sha256', JSON.stringify([CARDS, names]), 'base64url');
}

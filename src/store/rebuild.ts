import { sql } from 'kysely';
import type { Reader, WriteTransaction } from './database.ts';
import type { ReleaseRow } from './schema.ts';

/** Set aside under this mark while the past is gone through again: nothing that looks for a lab's releases finds them. */
const ASIDE = '#';

/** What the catalog was before it was made anew. */
export interface CatalogBefore {
  readonly releases: readonly ReleaseRow[];
  /** Release of each repo, by its key. */
  readonly holders: ReadonlyMap<string, string>;
}

export async function readCatalogBefore(reader: Reader, labs: readonly string[]): Promise<CatalogBefore> {
  const releases = await reader
    .selectFrom('releases')
    .selectAll()
    .where('lab', 'in', [...labs])
    .orderBy('seq')
    .execute();
  const repos = await reader
    .selectFrom('repos')
    .select(['key', 'release_id'])
    .where('lab', 'in', [...labs])
    .execute();
  return { releases, holders: new Map(repos.map(({ key, release_id: id }) => [key, id])) };
}

/**
 * Forgets what was concluded from the log of these labs. Releases keep their rows, set aside, since alerts point at them;
 * claims keep theirs, as not said yet: nothing that was said is ever deleted.
 */
export async function setCatalogAside(tx: WriteTransaction, labs: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('signals')
    .where('lab', 'in', [...labs])
    .execute();
  await tx
    .deleteFrom('repos')
    .where('lab', 'in', [...labs])
    .execute();
  await tx
    .updateTable('claims')
    .set({ current: NOT_YET })
    .where('lab', 'in', ['', ...labs])
    .where('extraction', '<>', 'operator')
    .execute();
  await tx
    .updateTable('releases')
    .set((eb) => ({ lab: sql<string>`${ASIDE} || ${eb.ref('lab')}`, merged_into: null }))
    .where('lab', 'in', [...labs])
    .execute();
}

/** Of a claim that the log has not come to again. */
const NOT_YET = -1;

/** Releases that nothing of the log opened again. */
export async function releasesLeftAside(reader: Reader): Promise<ReleaseRow[]> {
  const rows = await reader
    .selectFrom('releases')
    .selectAll()
    .where('lab', 'like', `${ASIDE}%`)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, lab: row.lab.slice(ASIDE.length) }));
}

/** A release that is another's by now: its id leads there, and so does what was ever said of it. */
export async function leadTo(tx: WriteTransaction, from: ReleaseRow, into: string): Promise<void> {
  await tx.updateTable('claims').set({ release_id: into }).where('release_id', '=', from.id).execute();
  await tx
    .updateTable('releases')
    .set({ lab: from.lab, merged_into: into, described: null })
    .where('id', '=', from.id)
    .execute();
}

/**
 * A release that is no more. What was said of it is kept, under its name, as of one that nobody knows; where it was told
 * of, its row stays, hidden.
 */
export async function dissolve(tx: WriteTransaction, release: ReleaseRow, wasTold: boolean): Promise<void> {
  await tx
    .updateTable('claims')
    .set({ release_id: null })
    .where('release_id', '=', release.id)
    .where('model', '<>', '')
    .execute();
  await tx
    .updateTable('claims')
    .set({ release_id: null, model: release.name })
    .where('release_id', '=', release.id)
    .execute();
  if (!wasTold) {
    await tx.deleteFrom('held_changes').where('release_id', '=', release.id).execute();
    await tx.deleteFrom('releases').where('id', '=', release.id).execute();
    return;
  }
  await tx
    .updateTable('releases')
    .set({ lab: release.lab, status: 'removed', hidden: 1, stem: `${ASIDE}${release.id}` })
    .where('id', '=', release.id)
    .execute();
}

/** What the log did not say again was said once, and is said no longer. */
export async function endClaimsNotSaid(tx: WriteTransaction): Promise<void> {
  await tx.updateTable('claims').set({ current: 0 }).where('current', '=', NOT_YET).execute();
}

/** More decide nothing. */
const KEYS_ASKED = 500;

/** The release that holds most of these repos; null where none does. */
export async function holderOfMost(reader: Reader, keys: readonly string[]): Promise<string | null> {
  if (keys.length === 0) return null;
  const rows = await reader
    .selectFrom('repos')
    .select(['release_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('key', 'in', keys.slice(0, KEYS_ASKED))
    .groupBy('release_id')
    .orderBy('count', 'desc')
    .orderBy('release_id')
    .limit(1)
    .execute();
  return rows[0]?.release_id ?? null;
}

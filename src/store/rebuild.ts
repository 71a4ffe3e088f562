import { sql } from 'kysely';
import { beginClaimReplay } from './claims.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { dialectOf } from './dialect.ts';
import { ask } from './plain-query.ts';
import type { ReleaseRow } from './schema.ts';
import { USUAL_CACHE } from './sqlite-connection.ts';

/** Set aside under this mark while the past is gone through again: nothing that looks for a lab's releases finds them. */
const ASIDE = '#';

/** A release as it was, without what was believed of it, which is large: that is set aside in the database. */
export type ReleaseBefore = Omit<ReleaseRow, 'described' | 'grouping'>;

/** What the catalog was before it was made anew. */
export interface CatalogBefore {
  readonly releases: readonly ReleaseBefore[];
  /** Release of each repo, by its key. */
  readonly holders: ReadonlyMap<string, string>;
}

const RELEASE_FIELDS = [
  'seq',
  'id',
  'lab',
  'family',
  'stem',
  'name',
  'kind',
  'status',
  'lifecycle',
  'first_seen',
  'first_public',
  'last_public',
  'released_on',
  'baseline',
  'planned',
  'merged_into',
  'updated_at',
  'opened_by',
  'operator',
  'hidden',
  'silent_until',
] as const satisfies readonly (keyof ReleaseBefore)[];

/** Where each repo is now. */
export async function readHoldersNow(
  reader: Reader,
): Promise<{ readonly key: string; readonly name: string; readonly release_id: string }[]> {
  return await ask(reader, 'select key, name, release_id from repos order by key', []);
}

/** The releases that are there now, likewise. */
export async function readReleasesNow(reader: Reader): Promise<ReleaseBefore[]> {
  return await reader
    .selectFrom('releases')
    .select(RELEASE_FIELDS)
    .where('merged_into', 'is', null)
    .where('hidden', '=', 0)
    .orderBy('seq')
    .execute();
}

export interface BeliefsOfRelease {
  readonly id: string;
  /** JSON of DescribedRelease; null where nothing was. */
  readonly was: string | null;
  readonly is: string | null;
}

/** Where what is believed is not what was, one release after the other. */
export async function* beliefsThatDiffer(reader: Reader): AsyncGenerator<BeliefsOfRelease> {
  for (let after = ''; ; ) {
    const [row] = await ask<BeliefsOfRelease>(
      reader,
      `select before.id, before.described as was, releases.described as "is"
        from believed_before as before join releases on releases.id = before.id
        where before.id > ? and releases.merged_into is null
          and before.described is not null and releases.described is not null
          and before.described <> releases.described
        order by before.id limit 1`,
      [after],
    );
    if (row === undefined) return;
    after = row.id;
    yield row;
  }
}

/** To be called when nobody asks for what was any more. */
export async function forgetCatalogBefore(tx: WriteTransaction): Promise<void> {
  await ask(tx, 'drop table believed_before', []);
}

export async function readCatalogBefore(reader: Reader, labs: readonly string[]): Promise<CatalogBefore> {
  await ask(reader, 'create temp table believed_before as select id, described from releases', []);
  await ask(reader, 'create unique index believed_before_of on believed_before (id)', []);
  const releases = await reader
    .selectFrom('releases')
    .select(RELEASE_FIELDS)
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
  await beginClaimReplay(tx, labs);
  await tx
    .updateTable('releases')
    .set((eb) => ({ lab: sql<string>`${ASIDE} || ${eb.ref('lab')}`, merged_into: null }))
    .where('lab', 'in', [...labs])
    .execute();
}

/**
 * All of a catalog is read and written at once: with a cache for little of it, SQLite reads the same pages again and again.
 * https://www.sqlite.org/pragma.html#pragma_cache_size
 */
export async function useLargeCache(tx: WriteTransaction): Promise<void> {
  if (dialectOf(tx) === 'sqlite') await ask(tx, 'pragma cache_size = -524288', []);
}

export async function useUsualCache(tx: WriteTransaction): Promise<void> {
  if (dialectOf(tx) !== 'sqlite') return;
  await ask(tx, `pragma cache_size = ${USUAL_CACHE}`, []);
  await ask(tx, 'pragma shrink_memory', []);
}

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

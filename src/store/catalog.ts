import type { Insertable, Updateable } from 'kysely';
import type { Kind } from '../domain/catalog.ts';
import { placeInTimeline } from '../domain/timeline.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { ask, marks, setColumns } from './plain-query.ts';
import { dropCard } from './release-cards.ts';
import type { ReleaseRow, ReleaseTable, RepoRow, RepoTable } from './schema.ts';

export async function readCursor(reader: Reader, lab: string): Promise<number> {
  const text = 'select applied_n from catalog_cursors where lab = ?';
  return (await ask<{ applied_n: number }>(reader, text, [lab]))[0]?.applied_n ?? 0;
}

export async function moveCursor(tx: WriteTransaction, lab: string, n: number): Promise<void> {
  const text = `insert into catalog_cursors (lab, applied_n) values (?, ?)
    on conflict (lab) do update set applied_n = excluded.applied_n`;
  await ask(tx, text, [lab, n]);
}

/** Releases of a lab with one of these stems that no other release has taken in. */
export async function findReleasesByStem(
  reader: Reader,
  lab: string,
  stems: readonly string[],
): Promise<ReleaseRow[]> {
  if (stems.length === 0) return [];
  const text = `select * from releases where lab = ? and stem in (${marks(stems)}) and merged_into is null`;
  return await ask<ReleaseRow>(reader, text, [lab, ...stems]);
}

/** How many releases of a family with weights are of each kind. */
export async function kindsOfFamily(
  reader: Reader,
  lab: string,
  family: string,
): Promise<Partial<Record<Kind, number>>> {
  const rows = await reader
    .selectFrom('releases')
    .select(['kind', (eb) => eb.fn.countAll<number>().as('count')])
    .where('lab', '=', lab)
    .where('family', '=', family)
    .where('first_public', 'is not', null)
    .where('merged_into', 'is', null)
    .groupBy('kind')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.kind as Kind, Number(row.count)]));
}

/** Releases of a lab that hold repos of these folded names, once for each such repo. */
export async function findHoldersOfRepos(
  reader: Reader,
  lab: string,
  namesFolded: readonly string[],
): Promise<{ readonly release: ReleaseRow; readonly nameFolded: string }[]> {
  if (namesFolded.length === 0) return [];
  const rows = await reader
    .selectFrom('repos')
    .innerJoin('releases', 'releases.id', 'repos.release_id')
    .selectAll('releases')
    .select('repos.name_folded as held')
    .where('repos.name_folded', 'in', [...namesFolded])
    .where('releases.lab', '=', lab)
    .execute();
  return rows.map(({ held, ...release }) => ({ release, nameFolded: held }));
}

export async function readRelease(reader: Reader, id: string): Promise<ReleaseRow | undefined> {
  return (await ask<ReleaseRow>(reader, 'select * from releases where id = ?', [id]))[0];
}

/** The release that an id stands for now: merges are followed. */
export async function resolveRelease(reader: Reader, id: string): Promise<ReleaseRow | undefined> {
  let release = await readRelease(reader, id);
  for (let hops = 0; release?.merged_into != null && hops < 32; hops++)
    release = await readRelease(reader, release.merged_into);
  return release;
}

/** Opens a release; one that a rebuild opens under the id that it had begins anew, and keeps its place in the order. */
export async function insertRelease(tx: WriteTransaction, release: Insertable<ReleaseTable>): Promise<void> {
  const columns = Object.keys(release) as (keyof ReleaseTable)[];
  const anew = columns.filter((column) => column !== 'id').map((column) => `${column} = excluded.${column}`);
  await ask(
    tx,
    `insert into releases (${columns.join(', ')}) values (${marks(columns)})
      on conflict (id) do update set ${anew.join(', ')}, described = null, operator = null, hidden = 0`,
    columns.map((column) => release[column]),
  );
}

export async function updateRelease(
  tx: WriteTransaction,
  id: string,
  changes: Updateable<Omit<ReleaseTable, 'id'>>,
): Promise<void> {
  await setColumns(tx, 'releases', changes, 'id', id);
}

type Grouping = Pick<ReleaseRow, 'stem' | 'name' | 'grouping' | 'first_public' | 'last_public'>;

/** What grouping makes of a release, with each repo that joins it. */
export async function updateGrouping(
  tx: WriteTransaction,
  id: string,
  { stem, name, grouping, first_public: first, last_public: last }: Grouping,
  now: number,
): Promise<void> {
  await ask(
    tx,
    `update releases set stem = ?, name = ?, grouping = ?, first_public = ?, last_public = ?, updated_at = ?
      where id = ?`,
    [stem, name, grouping, first, last, now, id],
  );
}

/** Moves everything of `from` to `into`; the id of `from` goes on to lead there. */
export async function mergeRelease(
  tx: WriteTransaction,
  from: string,
  into: string,
  now: number,
): Promise<void> {
  await tx.updateTable('repos').set({ release_id: into }).where('release_id', '=', from).execute();
  await tx.updateTable('signals').set({ release_id: into }).where('release_id', '=', from).execute();
  await tx.updateTable('claims').set({ release_id: into }).where('release_id', '=', from).execute();
  await tx
    .updateTable('releases')
    .set({ merged_into: into, described: null, updated_at: now })
    .where('id', '=', from)
    .execute();
  await dropCard(tx, from);
}

export async function reposOfRelease(reader: Reader, releaseId: string): Promise<RepoRow[]> {
  const text = 'select * from repos where release_id = ? order by public_at, key';
  return await ask<RepoRow>(reader, text, [releaseId]);
}

export async function readRepos(reader: Reader, keys: readonly string[]): Promise<RepoRow[]> {
  return await reader
    .selectFrom('repos')
    .selectAll()
    .where('key', 'in', [...keys])
    .execute();
}

export async function readRepo(reader: Reader, key: string): Promise<RepoRow | undefined> {
  return (await ask<RepoRow>(reader, 'select * from repos where key = ?', [key]))[0];
}

export async function insertRepo(tx: WriteTransaction, repo: RepoRow): Promise<void> {
  const columns = Object.keys(repo) as (keyof RepoRow)[];
  const values = columns.map((column) => repo[column]);
  await ask(tx, `insert into repos (${columns.join(', ')}) values (${marks(columns)})`, values);
}

export async function updateRepo(
  tx: WriteTransaction,
  key: string,
  changes: Updateable<Omit<RepoTable, 'key'>>,
): Promise<void> {
  await setColumns(tx, 'repos', changes, 'key', key);
}

export interface ReleaseFilter {
  readonly lab?: readonly string[];
  /** Milliseconds since 1970: first public, or first heard of, from then on. */
  readonly since?: number;
  readonly limit?: number;
}

/** Releases, newest first: by their first weights, else by the day that they are said to be of, else as heard of. */
export async function listReleases(reader: Reader, filter: ReleaseFilter): Promise<ReleaseRow[]> {
  let query = reader
    .selectFrom('releases')
    .selectAll()
    .where('merged_into', 'is', null)
    .where('hidden', '=', 0);
  if (filter.lab !== undefined) query = query.where('lab', 'in', [...filter.lab]);
  const rows = (await query.execute()).map((row) => ({ row, at: placeInTimeline(row) }));
  const since = filter.since ?? Number.NEGATIVE_INFINITY;
  return rows
    .filter(({ at }) => at >= since)
    .sort((left, right) => right.at - left.at || (left.row.id < right.row.id ? -1 : 1))
    .slice(0, filter.limit)
    .map(({ row }) => row);
}

/** The repos of many releases at once, by release id. */
export async function reposOfReleases(
  reader: Reader,
  releaseIds: readonly string[],
): Promise<Map<string, RepoRow[]>> {
  const grouped = new Map<string, RepoRow[]>();
  for (let start = 0; start < releaseIds.length; start += 1000) {
    const rows = await reader
      .selectFrom('repos')
      .selectAll()
      .where('release_id', 'in', releaseIds.slice(start, start + 1000))
      .orderBy('public_at')
      .orderBy('key')
      .execute();
    for (const row of rows) {
      const repos = grouped.get(row.release_id);
      if (repos === undefined) grouped.set(row.release_id, [row]);
      else repos.push(row);
    }
  }
  return grouped;
}

/** Ids and names of all releases, to look one up by what people type. */
export async function listReleaseNames(
  reader: Reader,
): Promise<Pick<ReleaseRow, 'id' | 'lab' | 'name' | 'opened_by' | 'operator'>[]> {
  return await reader
    .selectFrom('releases')
    .select(['id', 'lab', 'name', 'opened_by', 'operator'])
    .where('merged_into', 'is', null)
    .orderBy('seq')
    .execute();
}

/** The releases of which an operator decided something. */
export async function releasesWithOperator(reader: Reader): Promise<string[]> {
  const rows = await reader.selectFrom('releases').select('id').where('operator', 'is not', null).execute();
  return rows.map((row) => row.id);
}

/** The releases that hold repos of this folded name. */
export async function releasesHoldingRepo(reader: Reader, nameFolded: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('repos')
    .select('release_id')
    .where('name_folded', '=', nameFolded)
    .distinct()
    .execute();
  return rows.map((row) => row.release_id);
}

export interface LabStanding {
  readonly releases: number;
  readonly repos: number;
  /** Its newest release of a language model. */
  readonly newest: Pick<ReleaseRow, 'id' | 'name' | 'released_on' | 'first_public'> | null;
}

/** What the catalog holds of each lab, by its id. Labs of which it holds nothing are not among them. */
export async function standingOfLabs(reader: Reader): Promise<Map<string, LabStanding>> {
  const releases = await reader
    .selectFrom('releases')
    .select(['lab', (eb) => eb.fn.countAll<number>().as('count')])
    .where('merged_into', 'is', null)
    .where('hidden', '=', 0)
    .groupBy('lab')
    .execute();
  const repos = await reader
    .selectFrom('repos')
    .select(['lab', (eb) => eb.fn.countAll<number>().as('count')])
    .where('state', '=', 'present')
    .groupBy('lab')
    .execute();
  const ranked = reader
    .selectFrom('releases')
    .select(['lab', 'id', 'name', 'released_on', 'first_public'])
    .select((eb) =>
      eb.fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('lab').orderBy('first_public', 'desc').orderBy('seq', 'desc'))
        .as('rank'),
    )
    .where('merged_into', 'is', null)
    .where('hidden', '=', 0)
    .where('kind', 'in', ['llm', 'vlm'])
    .where('first_public', 'is not', null);
  const newest = await reader.selectFrom(ranked.as('ranked')).selectAll().where('rank', '=', 1).execute();
  const reposOf = new Map(repos.map((row) => [row.lab, Number(row.count)]));
  const newestOf = new Map(newest.map(({ rank: _rank, lab, ...release }) => [lab, release]));
  return new Map(
    releases.map(({ lab, count }) => [
      lab,
      { releases: Number(count), repos: reposOf.get(lab) ?? 0, newest: newestOf.get(lab) ?? null },
    ]),
  );
}

/** Of each line of models that has weights: how many releases have them, how many are served alone, and one repo. */
export async function opennessOfFamilies(
  reader: Reader,
): Promise<Map<string, { readonly open: number; readonly closed: number; readonly repo: string }>> {
  const rows = await reader
    .selectFrom('releases')
    .leftJoin('repos', 'repos.release_id', 'releases.id')
    .select(['releases.lab', 'releases.family', (eb) => eb.fn.min('repos.name').as('repo')])
    .select((eb) => [
      eb.fn.count('releases.id').filterWhere('repos.key', 'is not', null).distinct().as('open'),
      eb.fn.count('releases.id').filterWhere('releases.status', '=', 'api-only').distinct().as('closed'),
    ])
    .where('releases.merged_into', 'is', null)
    .groupBy(['releases.lab', 'releases.family'])
    .execute();
  return new Map(
    rows.flatMap(({ lab, family, repo, open, closed }) =>
      repo === null
        ? []
        : [[`${lab}\n${family.toLowerCase()}`, { open: Number(open), closed: Number(closed), repo }]],
    ),
  );
}

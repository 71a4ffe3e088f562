import type { Reader, WriteTransaction } from './database.ts';
import { KEYS_PER_QUERY } from './records.ts';
import type { RecordRow } from './schema.ts';

export type ArticleSummary = Pick<
  RecordRow,
  'key' | 'hash' | 'state' | 'missing_polls' | 'last_seen' | 'name_folded' | 'dated_at'
>;

const SUMMARY = ['key', 'hash', 'state', 'missing_polls', 'last_seen', 'name_folded', 'dated_at'] as const;

/** Each is a range of its own in the index. */
const TITLES_PER_QUERY = 50;
/** Greater than every letter of a mark (base64url). */
const AFTER_ALL = '~';

/** What is known of these keys. A feed shows few of the many articles that are stored of it. */
export async function summarizeArticles(
  reader: Reader,
  namespace: string,
  keys: readonly string[],
): Promise<Map<string, ArticleSummary>> {
  const found = new Map<string, ArticleSummary>();
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('records')
      .select(SUMMARY)
      .where('namespace', '=', namespace)
      .where('key', 'in', keys.slice(start, start + KEYS_PER_QUERY))
      .execute();
    for (const row of rows) found.set(row.key, row);
  }
  return found;
}

/** Articles whose mark begins with one of these: such as bear the same title, wherever they stand. Newest first. */
export async function findArticlesByTitle(
  reader: Reader,
  namespace: string,
  titleMarks: readonly string[],
): Promise<ArticleSummary[]> {
  const found: ArticleSummary[] = [];
  for (let start = 0; start < titleMarks.length; start += TITLES_PER_QUERY) {
    const rows = await reader
      .selectFrom('records')
      .select(SUMMARY)
      .where((eb) =>
        eb.or(
          titleMarks
            .slice(start, start + TITLES_PER_QUERY)
            .map((mark) =>
              eb.and([
                eb('namespace', '=', namespace),
                eb('name_folded', '>=', mark),
                eb('name_folded', '<', mark + AFTER_ALL),
              ]),
            ),
        ),
      )
      .execute();
    found.push(...rows);
  }
  return found.sort((left, right) => right.last_seen - left.last_seen);
}

/** Keys of the articles of a source that something is kept of, and that are not known to be removed. */
export async function listKeptArticles(reader: Reader, locator: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('records')
    .select('key')
    .where('locator', '=', locator)
    .where('state', 'in', ['present', 'missing'])
    .where('content', '<>', '')
    .execute();
  return rows.map((row) => row.key);
}

/** The same article under the key by which it is known from now on. */
export async function rekeyRecord(
  tx: WriteTransaction,
  namespace: string,
  from: string,
  to: string,
): Promise<void> {
  await tx
    .updateTable('records')
    .set({ key: to })
    .where('namespace', '=', namespace)
    .where('key', '=', from)
    .execute();
}

/** They are shown still, and nothing else is to be said of them. */
export async function touchRecords(
  tx: WriteTransaction,
  namespace: string,
  keys: readonly string[],
  now: number,
): Promise<void> {
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    await tx
      .updateTable('records')
      .set({ last_seen: now })
      .where('namespace', '=', namespace)
      .where('key', 'in', keys.slice(start, start + KEYS_PER_QUERY))
      .execute();
  }
}

/**
 * Deletes up to `most` articles about no lab that their source has not shown for `milliseconds`, counted to the last
 * poll at which it was well: one that nobody could see meanwhile is kept. Returns how many that were.
 */
export async function deleteForgotten(
  tx: WriteTransaction,
  milliseconds: number,
  now: number,
  most: number,
): Promise<number> {
  const rows = await tx
    .selectFrom('records')
    .innerJoin('sources', 'sources.locator', 'records.locator')
    .select(['records.namespace', 'records.key'])
    .where('records.content', '=', '')
    .where('records.last_seen', '<', now - milliseconds)
    .whereRef('records.last_seen', '<', (eb) => eb('sources.last_good_at', '-', milliseconds))
    .limit(most)
    .execute();
  for (const { namespace, key } of rows) {
    await tx.deleteFrom('records').where('namespace', '=', namespace).where('key', '=', key).execute();
  }
  return rows.length;
}

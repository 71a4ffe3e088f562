import type { KnownItem } from '../domain/silence.ts';
import type { Reader } from './database.ts';

/** The newest things that a source has shown, newest first. */
export async function newestAppearances(
  reader: Reader,
  locator: string,
  limit: number,
): Promise<readonly KnownItem[]> {
  const rows = await reader
    .selectFrom('records')
    .select(['dated_at', 'first_seen', 'baseline'])
    .where('locator', '=', locator)
    .orderBy((eb) => eb.fn.coalesce('dated_at', 'first_seen'), 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    datedAt: row.dated_at,
    firstSeen: row.first_seen,
    baseline: row.baseline === 1,
  }));
}

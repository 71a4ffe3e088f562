import type { Reader } from './database.ts';

/** Ids of the sources whose records these keys are. */
export async function sourcesShowing(reader: Reader, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await reader
    .selectFrom('sources')
    .innerJoin('records', 'records.locator', 'sources.locator')
    .select('sources.id')
    .distinct()
    .where('records.key', 'in', [...keys])
    .execute();
  return rows.map((row) => row.id);
}

/** Configured ids of the sources at these places. */
export async function sourcesAt(reader: Reader, locators: readonly string[]): Promise<string[]> {
  if (locators.length === 0) return [];
  const rows = await reader
    .selectFrom('sources')
    .select('id')
    .where('locator', 'in', [...locators])
    .execute();
  return rows.map((row) => row.id);
}

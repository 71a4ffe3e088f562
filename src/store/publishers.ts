import type { Reader } from './database.ts';
import { ask, marks } from './plain-query.ts';

/** Who says that each of these releases is there, by its id, each once; the repos themselves are not among them. */
export async function publishersOfReleases(
  reader: Reader,
  releaseIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (releaseIds.length === 0) return new Map();
  const rows = await ask<{ release_id: string; publisher: string }>(
    reader,
    `select distinct release_id, publisher from signals
      where release_id in (${marks(releaseIds)}) and state = 'present'`,
    releaseIds,
  );
  const grouped = new Map<string, string[]>();
  for (const { release_id: id, publisher } of rows) {
    const known = grouped.get(id);
    if (known === undefined) grouped.set(id, [publisher]);
    else known.push(publisher);
  }
  return grouped;
}

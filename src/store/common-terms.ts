import type { Reader } from './database.ts';
import { ask } from './plain-query.ts';

/** What most releases have of an attribute that filters know by name (`license`): as lists hold it, the most common first. */
export async function commonTerms(
  reader: Reader,
  attribute: 'license' | 'modalities' | 'openness',
  limit: number,
): Promise<string[]> {
  const prefix = `${attribute}:`;
  const rows = await ask<{ term: string }>(
    reader,
    `select term, count(*) as releases from release_card_terms where term >= ? and term < ?
      group by term order by releases desc, term limit ?`,
    [prefix, `${attribute};`, limit],
  );
  return rows.map(({ term }) => term.slice(prefix.length));
}

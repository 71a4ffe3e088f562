import { sql } from 'kysely';
import type { NamedOrganization } from '../domain/named-organizations.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { foldName } from './records.ts';
import type { CandidateRow } from './schema.ts';

/** Notes that something named these organizations, which nobody watches. The latest sighting is what is shown of one. */
export async function noteCandidates(
  tx: WriteTransaction,
  seen: readonly NamedOrganization[],
  now: number,
): Promise<void> {
  for (const { organization, reason, url, title } of seen) {
    const latest = { last_seen: now, reason, url, title };
    await tx
      .insertInto('candidates')
      .values({
        ...latest,
        organization: foldName(organization),
        first_seen: now,
        sightings: 1,
        told_at: null,
      })
      .onConflict((conflict) =>
        conflict
          .column('organization')
          // A list shows one at every look: that is not once more.
          .doUpdateSet({
            ...latest,
            sightings: sql<number>`candidates.sightings + ${reason === 'linked' ? 1 : 0}`,
          }),
      )
      .execute();
  }
}

/** Those of whom operators were told nothing yet, the most often named first. */
export async function untoldCandidates(reader: Reader): Promise<CandidateRow[]> {
  return await reader
    .selectFrom('candidates')
    .selectAll()
    .where('told_at', 'is', null)
    .orderBy('sightings', 'desc')
    .orderBy('organization')
    .execute();
}

export async function markCandidatesTold(
  tx: WriteTransaction,
  organizations: readonly string[],
  now: number,
): Promise<void> {
  for (const organization of organizations) {
    await tx
      .updateTable('candidates')
      .set({ told_at: now })
      .where('organization', '=', organization)
      .execute();
  }
}

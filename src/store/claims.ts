import { hash } from 'node:crypto';
import { type Insertable, sql } from 'kysely';
import { aspectOf, type ClaimValue } from '../domain/claims/claim-value.ts';
import type { Reader, WriteTransaction } from './database.ts';
import type { ClaimRow, ClaimTable } from './schema.ts';

/** A claim that is to be kept. */
export interface NewClaim
  extends Omit<
    Insertable<ClaimTable>,
    'seq' | 'aspect' | 'value' | 'current' | 'fingerprint' | 'first_party' | 'observed_at'
  > {
  readonly value: ClaimValue;
  readonly first_party: boolean;
}

const ROWS_PER_INSERT = 50;
const KEYS_PER_QUERY = 1000;

/**
 * Keeps claims. One that is there already is only made current again: nothing is written over, and when it was first
 * said stays. Returns the releases of those that are new or current again.
 */
export async function insertClaims(
  tx: WriteTransaction,
  claims: readonly NewClaim[],
  now: number,
): Promise<ReadonlySet<string>> {
  const touched = new Set<string>();
  const rows = [...new Map(claims.map((claim) => [fingerprintOf(claim), claim])).entries()];
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const written = await tx
      .insertInto('claims')
      .values(
        rows.slice(start, start + ROWS_PER_INSERT).map(([fingerprint, { value, first_party, ...claim }]) => ({
          ...claim,
          first_party: first_party ? 1 : 0,
          aspect: aspectOf(value),
          value: JSON.stringify(value),
          observed_at: now,
          current: 1,
          fingerprint,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .column('fingerprint')
          .doUpdateSet((eb) => ({
            current: 1,
            lab: eb.ref('excluded.lab'),
            release_id: eb.ref('excluded.release_id'),
            model: eb.ref('excluded.model'),
          }))
          .where((eb) =>
            eb.or([
              eb('claims.current', '<>', 1),
              eb('claims.lab', '<>', eb.ref('excluded.lab')),
              eb('claims.release_id', 'is distinct from', eb.ref('excluded.release_id')),
              eb('claims.model', '<>', eb.ref('excluded.model')),
            ]),
          ),
      )
      .returning('release_id')
      .execute();
    for (const { release_id: id } of written) if (id !== null) touched.add(id);
  }
  return touched;
}

/**
 * What a record says now is exactly these claims: what it said besides is kept, and no longer current. Returns the
 * releases that this changes.
 */
export async function replaceClaimsOfRecord(
  tx: WriteTransaction,
  locator: string,
  recordKey: string,
  claims: readonly NewClaim[],
  now: number,
): Promise<ReadonlySet<string>> {
  const kept = claims.map(fingerprintOf);
  let ended = tx
    .updateTable('claims')
    .set({ current: 0 })
    .where('locator', '=', locator)
    .where('record_key', '=', recordKey)
    .where('current', '=', 1);
  if (kept.length > 0) ended = ended.where('fingerprint', 'not in', kept);
  const gone = await ended.returning('release_id').execute();
  const touched = new Set(await insertClaims(tx, claims, now));
  for (const { release_id: id } of gone) if (id !== null) touched.add(id);
  return touched;
}

export async function claimsOfRelease(reader: Reader, releaseId: string): Promise<ClaimRow[]> {
  return await reader
    .selectFrom('claims')
    .selectAll()
    .where('release_id', '=', releaseId)
    .orderBy('seq')
    .execute();
}

/** The claims of many releases at once, by release id. */
export async function claimsOfReleases(
  reader: Reader,
  releaseIds: readonly string[],
): Promise<Map<string, ClaimRow[]>> {
  const grouped = new Map<string, ClaimRow[]>();
  for (let start = 0; start < releaseIds.length; start += KEYS_PER_QUERY) {
    const rows = await reader
      .selectFrom('claims')
      .selectAll()
      .where('release_id', 'in', releaseIds.slice(start, start + KEYS_PER_QUERY))
      .orderBy('seq')
      .execute();
    for (const row of rows) {
      if (row.release_id === null) continue;
      const claims = grouped.get(row.release_id);
      if (claims === undefined) grouped.set(row.release_id, [row]);
      else claims.push(row);
    }
  }
  return grouped;
}

/** What is said of labs themselves, and of their lines of models, by lab. What waits for its release is not among it. */
export async function claimsOfLabs(reader: Reader): Promise<Map<string, ClaimRow[]>> {
  const rows = await reader
    .selectFrom('claims')
    .selectAll()
    .where('release_id', 'is', null)
    .where('model', '=', '')
    .orderBy('seq')
    .execute();
  return Map.groupBy(rows, (row) => row.lab);
}

/** Whether anybody but its own repos says something of a release. */
export async function isClaimedElsewhere(
  reader: Reader,
  releaseId: string,
  own: readonly string[],
): Promise<boolean> {
  const row = await reader
    .selectFrom('claims')
    .select('seq')
    .where('release_id', '=', releaseId)
    .where('locator', 'not in', [...own])
    .where('current', '>=', 0)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What a record was found to speak of: its claims are of this release, and of this model of it. */
export async function joinClaims(
  tx: WriteTransaction,
  locator: string,
  recordKey: string,
  place: { readonly lab: string; readonly releaseId: string; readonly model: string },
): Promise<void> {
  await tx
    .updateTable('claims')
    .set({ lab: place.lab, release_id: place.releaseId, model: place.model })
    .where('locator', '=', locator)
    .where('record_key', '=', recordKey)
    .execute();
}

/** Ends what these records say; returns the releases that this changes. */
export async function endClaims(
  tx: WriteTransaction,
  locator: string,
  recordKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  const touched = new Set<string>();
  for (const key of recordKeys)
    for (const id of await replaceClaimsOfRecord(tx, locator, key, [], 0)) touched.add(id);
  return touched;
}

/** Claims of all locators that begin so, as far as they are current. */
export async function currentClaimsFrom(
  reader: Reader,
  locatorPrefix: string,
): Promise<Pick<ClaimRow, 'seq' | 'fingerprint' | 'release_id'>[]> {
  return await reader
    .selectFrom('claims')
    .select(['seq', 'fingerprint', 'release_id'])
    .where('locator', '>=', locatorPrefix)
    .where('locator', '<', `${locatorPrefix}\uffff`)
    .where('current', '=', 1)
    .execute();
}

export async function endClaimsBySeq(tx: WriteTransaction, seqs: readonly number[]): Promise<void> {
  for (let start = 0; start < seqs.length; start += KEYS_PER_QUERY)
    await tx
      .updateTable('claims')
      .set({ current: 0 })
      .where('seq', 'in', seqs.slice(start, start + KEYS_PER_QUERY))
      .execute();
}

/** The releases of which a model of this name is spoken; words are parted by hyphens, in lower case. */
export async function releasesWithModel(reader: Reader, folded: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('claims')
    .innerJoin('releases', 'releases.id', 'claims.release_id')
    .select('releases.id')
    .where(sql`lower(replace(claims.model, ' ', '-'))`, '=', folded)
    .where('releases.merged_into', 'is', null)
    .distinct()
    .execute();
  return rows.map((row) => row.id);
}

/** Who says what, where, in which words: without its subject, which may be found to be another one. */
export function fingerprintOf(claim: NewClaim): string {
  const { locator, record_key, family, attribute, place, value, written, quote } = claim;
  return hash(
    'sha1',
    JSON.stringify([locator, record_key, family, attribute, place, aspectOf(value), written, quote ?? '']),
    'base64url',
  );
}

import { hash } from 'node:crypto';
import type { Insertable } from 'kysely';
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
          .doUpdateSet((eb) => ({ current: 1, release_id: eb.ref('excluded.release_id') }))
          .where((eb) =>
            eb.or([
              eb('claims.current', '=', 0),
              eb('claims.release_id', 'is distinct from', eb.ref('excluded.release_id')),
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

/** What is said of a lab itself, and of its lines of models. */
export async function claimsOfLab(reader: Reader, lab: string): Promise<ClaimRow[]> {
  return await reader
    .selectFrom('claims')
    .selectAll()
    .where('lab', '=', lab)
    .where('release_id', 'is', null)
    .orderBy('seq')
    .execute();
}

export async function moveClaims(tx: WriteTransaction, from: string, into: string): Promise<void> {
  await tx.updateTable('claims').set({ release_id: into }).where('release_id', '=', from).execute();
}

/** Who says what of what, and where: without the release, which may be found to be another one. */
function fingerprintOf(claim: NewClaim): string {
  const { locator, record_key, lab, model, family, attribute, place, value, written } = claim;
  return hash(
    'sha1',
    JSON.stringify([locator, record_key, lab, model, family, attribute, place, aspectOf(value), written]),
    'base64url',
  );
}

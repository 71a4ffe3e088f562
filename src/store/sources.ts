import type { Updateable } from 'kysely';
import { LeaseLostError } from '../errors.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { databaseNow } from './database-clock.ts';
import type { SourceRow, SourceTable } from './schema.ts';

/** The right to poll one source. The token grows with every lease: what an old holder brings is refused. */
export interface SourceLease {
  readonly locator: string;
  readonly token: number;
}

export interface ConfiguredSourceRow {
  readonly locator: string;
  readonly id: string;
  readonly kind: string;
  readonly lab: string | null;
  readonly firstDueAt: number;
}

/** Makes a row for each configured source that has none; the configured id and lab of the others are brought up to date. */
export async function registerSources(
  tx: WriteTransaction,
  sources: readonly ConfiguredSourceRow[],
  now: number,
): Promise<void> {
  for (const source of sources) {
    await tx
      .insertInto('sources')
      .values({
        locator: source.locator,
        id: source.id,
        kind: source.kind,
        lab: source.lab,
        first_seen: now,
        next_due_at: source.firstDueAt,
        failures: 0,
        suspect_polls: 0,
        identity_doubts: 0,
        lease_token: 0,
        lease_until: 0,
      })
      .onConflict((conflict) =>
        conflict.column('locator').doUpdateSet({ id: source.id, kind: source.kind, lab: source.lab }),
      )
      .execute();
  }
}

export async function readSource(reader: Reader, locator: string): Promise<SourceRow | undefined> {
  return await reader.selectFrom('sources').selectAll().where('locator', '=', locator).executeTakeFirst();
}

export async function listSources(reader: Reader): Promise<SourceRow[]> {
  return await reader.selectFrom('sources').selectAll().orderBy('id').execute();
}

/** A clock is set back by more than this only where it was wrong before. */
const CLOCK_SLACK_MS = 60_000;

/**
 * Locators that are due at `now`, the longest overdue first. A source that was polled in the future is due as well: the
 * machine's clock was ahead then, and a due time by that clock may be days away.
 */
export async function listDueSources(reader: Reader, now: number): Promise<string[]> {
  const rows = await reader
    .selectFrom('sources')
    .select('locator')
    .where((eb) => eb.or([eb('next_due_at', '<=', now), eb('last_poll_at', '>', now + CLOCK_SLACK_MS)]))
    .orderBy('next_due_at')
    .execute();
  return rows.map((row) => row.locator);
}

/** Takes the lease where nobody holds it. `milliseconds`: how long it is good without renewal. */
export async function leaseSource(
  tx: WriteTransaction,
  locator: string,
  owner: string,
  milliseconds: number,
): Promise<SourceLease | null> {
  const row = await tx
    .updateTable('sources')
    .set((eb) => ({
      lease_owner: owner,
      lease_token: eb('lease_token', '+', 1),
      lease_until: eb(databaseNow(), '+', milliseconds),
    }))
    .where('locator', '=', locator)
    .where('lease_until', '<', databaseNow())
    .returning(['lease_token'])
    .executeTakeFirst();
  return row === undefined ? null : { locator, token: row.lease_token };
}

/** Returns false where somebody else has it by now. */
export async function renewSourceLease(
  tx: WriteTransaction,
  lease: SourceLease,
  milliseconds: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('sources')
    .set((eb) => ({ lease_until: eb(databaseNow(), '+', milliseconds) }))
    .where('locator', '=', lease.locator)
    .where('lease_token', '=', lease.token)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What a poll may change of a source's state. */
export type SourceChanges = Updateable<
  Omit<SourceTable, 'locator' | 'lease_owner' | 'lease_token' | 'lease_until'>
>;

/** Writes what a poll found out about the source and gives the lease back. Throws LeaseLostError where it is no longer ours. */
export async function finishSource(
  tx: WriteTransaction,
  lease: SourceLease,
  changes: SourceChanges,
): Promise<void> {
  const result = await tx
    .updateTable('sources')
    .set({ ...changes, lease_owner: null, lease_until: 0 })
    .where('locator', '=', lease.locator)
    .where('lease_token', '=', lease.token)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new LeaseLostError({ locator: lease.locator });
}

/** What these sources showed last no longer stands for what is stored: their next answer is read in full. */
export async function forgetValidators(tx: WriteTransaction, locators: readonly string[]): Promise<void> {
  if (locators.length === 0) return;
  await tx
    .updateTable('sources')
    .set({ validator: null })
    .where('locator', 'in', [...locators])
    .execute();
}

export async function setNextDue(tx: WriteTransaction, locator: string, nextDueAt: number): Promise<void> {
  await tx.updateTable('sources').set({ next_due_at: nextDueAt }).where('locator', '=', locator).execute();
}

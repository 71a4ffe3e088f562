import type { ExpressionBuilder, Updateable } from 'kysely';
import type { SourceFacts, Told } from '../domain/source-health.ts';
import { LeaseLostError } from '../errors.ts';
import type { Reader, WriteTransaction } from './database.ts';
import { DATABASE_NOW, databaseNow } from './database-clock.ts';
import { dialectOf, inBoth } from './dialect.ts';
import { ask } from './plain-query.ts';
import type { SourceRow, SourceTable, Tables } from './schema.ts';

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
    .where((eb) => isDue(eb, now))
    .orderBy('next_due_at')
    .execute();
  return rows.map((row) => row.locator);
}

export interface LeasedSource {
  readonly lease: SourceLease;
  /** As it was when the lease was taken. */
  readonly state: SourceRow;
}

/** Takes the lease where nobody holds it. `milliseconds`: how long it is good without renewal. */
export async function leaseSource(
  tx: WriteTransaction,
  locator: string,
  owner: string,
  milliseconds: number,
): Promise<LeasedSource | null> {
  const [state] = await ask<SourceRow>(tx, LEASE[dialectOf(tx)], [owner, milliseconds, locator]);
  return state === undefined ? null : { lease: { locator, token: state.lease_token }, state };
}

/** Written out, as FINISH: it is done at each poll, and to build the query takes longer than to run it. */
const LEASE = inBoth(
  (dialect) => `
  update sources
  set lease_owner = ?1, lease_token = lease_token + 1, lease_until = ${DATABASE_NOW[dialect]} + ?2
  where locator = ?3 and lease_until < ${DATABASE_NOW[dialect]}
  returning *`,
);

/** Returns false where somebody else has it by now. */
export async function renewSourceLease(
  tx: WriteTransaction,
  lease: SourceLease,
  milliseconds: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('sources')
    .set((eb) => ({ lease_until: eb(databaseNow(tx), '+', milliseconds) }))
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

const POLLED = [
  'next_due_at',
  'last_poll_at',
  'last_ms',
  'last_outcome',
  'baselined_at',
  'last_good_at',
  'last_good_count',
  'suspect_since',
  'suspect_polls',
  'suspect_count',
  'validator',
  'fingerprint',
  'identity',
  'identity_doubts',
] as const satisfies readonly (keyof SourceRow)[];

/** What a poll that went well says of the source, whole. */
export type PolledState = Pick<SourceRow, (typeof POLLED)[number]>;

/** As finishSource, where the poll went well: nothing fails any more. Throws LeaseLostError. */
export async function finishPolledSource(
  tx: WriteTransaction,
  { locator, token }: SourceLease,
  state: PolledState,
): Promise<void> {
  const parameters = [...POLLED.map((column) => state[column]), locator, token];
  const finished = await ask(tx, FINISH, parameters);
  if (finished.length === 0) throw new LeaseLostError({ locator });
}

const FINISH = `
  update sources
  set ${POLLED.map((column) => `${column} = ?`).join(', ')}, parked_until = null, failing_since = null, failures = 0,
    gone_since = null, error_code = null, error_message = null, lease_owner = null, lease_until = 0
  where locator = ? and lease_token = ?
  returning locator`;

/** What these sources showed last no longer stands for what is stored: their next answer is read in full. */
export async function forgetValidators(tx: WriteTransaction, locators: readonly string[]): Promise<void> {
  if (locators.length === 0) return;
  await tx
    .updateTable('sources')
    .set({ validator: null })
    .where('locator', 'in', [...locators])
    .execute();
}

/** Moves the due time of a source that is still due at `now`; false where somebody else was sooner. */
export async function takeTurn(
  tx: WriteTransaction,
  locator: string,
  now: number,
  nextDueAt: number,
): Promise<boolean> {
  const taken = await tx
    .updateTable('sources')
    .set({ next_due_at: nextDueAt })
    .where('locator', '=', locator)
    .where((eb) => isDue(eb, now))
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

function isDue(eb: ExpressionBuilder<Tables, 'sources'>, now: number) {
  return eb.or([eb('next_due_at', '<=', now), eb('last_poll_at', '>', now + CLOCK_SLACK_MS)]);
}

export async function setNextDue(tx: WriteTransaction, locator: string, nextDueAt: number): Promise<void> {
  await tx.updateTable('sources').set({ next_due_at: nextDueAt }).where('locator', '=', locator).execute();
}

/** What of a source its state is judged by. */
export function factsOf(row: SourceRow): SourceFacts {
  return {
    lastOutcome: row.last_outcome,
    lastGoodAt: row.last_good_at,
    parkedUntil: row.parked_until,
    failingSince: row.failing_since,
    failures: row.failures,
    errorCode: row.error_code,
    suspectSince: row.suspect_since,
    goneSince: row.gone_since,
    told: row.told as Told | null,
  };
}

/** Remembers what operators know of these sources now; null: that all is well. */
export async function markTold(
  tx: WriteTransaction,
  locators: readonly string[],
  told: Told | null,
  now: number,
): Promise<void> {
  if (locators.length === 0) return;
  await tx
    .updateTable('sources')
    .set({ told, told_at: now })
    .where('locator', 'in', [...locators])
    .execute();
}

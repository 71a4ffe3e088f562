import { applyObserved, applyPark, decideSlot, decideTake, type QuotaState } from '../domain/rate-limit.ts';
import type { Reader, WriteTransaction } from './database.ts';

/** Takes leave for one request in the transaction: processes that ask at once are answered one after the other. */
export async function takeFromQuota(
  tx: WriteTransaction,
  quota: string,
  now: number,
): Promise<{ readonly granted: true } | { readonly granted: false; readonly until: number }> {
  const decision = decideTake(await readQuota(tx, quota), now);
  if (!decision.granted) return { granted: false, until: decision.until };
  await writeQuota(tx, quota, decision.state);
  return { granted: true };
}

export async function observeQuota(
  tx: WriteTransaction,
  quota: string,
  seen: { readonly remaining: number; readonly resetsAt: number },
  now: number,
): Promise<void> {
  await writeQuota(tx, quota, applyObserved(await readQuota(tx, quota), seen, now));
}

/** Until when nobody may send, in milliseconds since 1970; null: nobody said so. */
export async function parkedUntil(reader: Reader, quota: string): Promise<number | null> {
  return (await readQuota(reader, quota))?.parkedUntil ?? null;
}

export async function parkQuota(tx: WriteTransaction, quota: string, until: number): Promise<void> {
  await writeQuota(tx, quota, applyPark(await readQuota(tx, quota), until));
}

/** Reserves the next moment at which a request of a group of hosts may go out: each process gets one of its own. */
export async function reserveSlot(
  tx: WriteTransaction,
  group: string,
  { spacing, patience }: { readonly spacing: number; readonly patience: number },
  now: number,
): Promise<
  { readonly granted: true; readonly at: number } | { readonly granted: false; readonly until: number }
> {
  // A group and a quota may be called alike.
  const quota = `spacing:${group}`;
  const row = await tx
    .selectFrom('rate_limits')
    .select('next_at')
    .where('quota', '=', quota)
    .executeTakeFirst();
  const decision = decideSlot(row?.next_at ?? null, spacing, patience, now);
  if (!decision.granted) return { granted: false, until: decision.until };
  await tx
    .insertInto('rate_limits')
    .values({ quota, next_at: decision.nextAt })
    .onConflict((conflict) => conflict.column('quota').doUpdateSet({ next_at: decision.nextAt }))
    .execute();
  return { granted: true, at: decision.at };
}

/** What is known of a quota; null where nothing is. */
export async function readQuota(reader: Reader, quota: string): Promise<QuotaState | null> {
  const row = await reader
    .selectFrom('rate_limits')
    .selectAll()
    .where('quota', '=', quota)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { remaining: row.remaining, resetsAt: row.resets_at, parkedUntil: row.parked_until };
}

async function writeQuota(tx: WriteTransaction, quota: string, state: QuotaState): Promise<void> {
  const values = { remaining: state.remaining, resets_at: state.resetsAt, parked_until: state.parkedUntil };
  await tx
    .insertInto('rate_limits')
    .values({ quota, ...values })
    .onConflict((conflict) => conflict.column('quota').doUpdateSet(values))
    .execute();
}

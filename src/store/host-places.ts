import { sql } from 'kysely';
import type { WriteTransaction } from './database.ts';
import { databaseNow } from './database-clock.ts';

/** One of the requests that all processes together may have under way to a group of hosts. */
export interface HeldPlace {
  readonly name: string;
  /** By the database's clock. It tells this holder from the next, too: who takes the place then holds it for longer. */
  readonly until: number;
}

/** Takes a place for `milliseconds`; null where all of them are held. */
export async function occupyPlace(
  tx: WriteTransaction,
  group: string,
  connections: number,
  milliseconds: number,
): Promise<HeldPlace | null> {
  const names = Array.from({ length: connections }, (_, n) => `place:${group}:${n}`);
  const held = await tx
    .selectFrom('rate_limits')
    .select('quota')
    .where('quota', 'in', names)
    .where('next_at', '>=', databaseNow(tx))
    .execute();
  const free = names.find((name) => !held.some(({ quota }) => quota === name));
  if (free === undefined) return null;
  const next_at = sql<number>`${databaseNow(tx)} + ${milliseconds}`;
  const { next_at: until } = await tx
    .insertInto('rate_limits')
    .values({ quota: free, next_at })
    .onConflict((conflict) => conflict.column('quota').doUpdateSet({ next_at }))
    .returning('next_at')
    .executeTakeFirstOrThrow();
  return { name: free, until: Number(until) };
}

/** Gives a place back, where nobody else has it by now. */
export async function vacatePlace(tx: WriteTransaction, place: HeldPlace): Promise<void> {
  await tx
    .updateTable('rate_limits')
    .set({ next_at: null })
    .where('quota', '=', place.name)
    .where('next_at', '=', place.until)
    .execute();
}

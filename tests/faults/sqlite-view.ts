import { DatabaseSync } from 'node:sqlite';
import type { StoreView } from './store-view.ts';

/** Of a file that processes of this machine have open. It need not be there yet. */
export function viewSqlite(file: string): StoreView {
  function ask<T>(statement: string): T[] {
    using database = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE_MS });
    return database.prepare(statement).all() as T[];
  }

  return {
    makeDue: async () => {
      using database = new DatabaseSync(file, { timeout: PATIENCE_MS });
      database.exec(`update sources set next_due_at = 0; update jobs set run_at = 0 where state = 'ready'`);
    },
    sending: async (pid) => {
      const rows = ask<SendingRow>(SENDING);
      return rows.filter((row) => pid === undefined || pidOf(row.owner) === pid).map(({ id }) => id);
    },
    senders: async () => [...new Set(ask<SendingRow>(SENDING).map(({ owner }) => pidOf(owner)))],
    unsent: async () => ask<{ count: number }>(UNSENT)[0]?.count ?? 0,
    damage: async () =>
      ask<{ quick_check: string }>('pragma quick_check')
        .map((row) => row.quick_check)
        .filter((word) => word !== 'ok'),
    close: async () => {},
  };
}

const PATIENCE_MS = 30_000;

export interface SendingRow {
  readonly id: string;
  readonly owner: string | null;
}

/** A delivery is `sending` from before the request until what came of it was recorded; its job says who does it. */
export const SENDING = `select deliveries.id as id, jobs.lease_owner as owner
  from deliveries left join jobs on jobs.kind = 'deliver' and jobs.key = deliveries.id and jobs.state = 'leased'
  where deliveries.state = 'sending'`;

export const UNSENT = `select count(*) as count from deliveries where state not in ('sent', 'cancelled')`;

/** Owners of leases are machine/process/part. */
export function pidOf(owner: string | null): number {
  return Number(owner?.split('/')[1] ?? 0);
}

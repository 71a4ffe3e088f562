import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { readPostgresUrl } from '../../src/store/postgres-address.ts';
import { pidOf, SENDING, type SendingRow, UNSENT } from './sqlite-view.ts';
import type { StoreView } from './store-view.ts';

/** A server that was restarted may take so long, in milliseconds, on a machine that does other things, too. */
const PATIENCE_MS = 120_000;

/** Of a database whose server may be away now and then: it is waited for. */
export function viewPostgres(url: string): StoreView {
  const { connectionString, options } = readPostgresUrl(url);
  const pool = new pg.Pool({ connectionString, options, max: 2, application_name: 'faults' });
  const ignore = () => {
    // Whoever asks on a connection that was cut is told.
  };
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));

  async function ask<T extends object>(statement: string): Promise<T[]> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return (await pool.query<T>(statement)).rows;
      } catch (error) {
        if (performance.now() > deadline || !isAway(error)) throw error;
        await delay(50);
      }
    }
  }

  return {
    makeDue: async () => {
      for (const statement of MAKE_DUE) await ask(statement);
    },
    sending: async (pid) => {
      const rows = await ask<SendingRow>(SENDING);
      return rows.filter((row) => pid === undefined || pidOf(row.owner) === pid).map(({ id }) => id);
    },
    senders: async () => [...new Set((await ask<SendingRow>(SENDING)).map(({ owner }) => pidOf(owner)))],
    unsent: async () => Number((await ask<{ count: string }>(UNSENT))[0]?.count ?? 0),
    damage: async () => {
      const rows = await ask<{ what: string }>(LEFT_BEHIND);
      return rows.map(({ what }) => what);
    },
    close: async () => await pool.end(),
  };
}

const NOW = 'cast(extract(epoch from clock_timestamp()) * 1000 as bigint)';

/**
 * Time passes quicker, but not by hours: only what is due within minutes by the right time is pulled forward, so that what
 * a wrong clock put off stays where it is. Whoever works on a row is not waited for. Of jobs only the second and third try of
 * a message are pulled, which receivers wait for by the minute: what the program puts off for shorter is left to it.
 */
const MAKE_DUE = [
  `update sources set next_due_at = ${NOW} where locator in (
     select locator from sources where next_due_at > ${NOW} and next_due_at < ${NOW} + 300000
     for update skip locked)`,
  `update jobs set run_at = ${NOW} where id in (
     select id from jobs where kind = 'deliver' and state = 'ready' and attempts > 0
       and run_at > ${NOW} + 180000 and run_at < ${NOW} + 900000
     for update skip locked)`,
];

/** What a transaction that was done by half would leave, or work that somebody gave up. */
const LEFT_BEHIND = `
  select 'alert ' || id || ' without a delivery' as what from alerts
    where not exists (select 1 from deliveries where alert_id = alerts.id)
  union all
  select 'delivery ' || id || ' (' || state || ') without a job' from deliveries
    where state in ('pending', 'sending', 'failed')
      and not exists (select 1 from jobs where kind = 'deliver' and key = deliveries.id)
  union all
  select 'job ' || id || ' was given up: ' || coalesce(error_message, '') from jobs where state = 'dead'`;

/** The server is stopping, starting, or gone. */
function isAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  return /^(?:ECONN|EPIPE|57P|08|40P01|53300)/.test(code) || /terminated|timeout/i.test(message);
}

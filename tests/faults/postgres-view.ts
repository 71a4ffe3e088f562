import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { readPostgresUrl } from '../../src/store/postgres-address.ts';
import { pidOf, SENDING, type SendingRow, UNSENT } from './sqlite-view.ts';
import type { StoreView } from './store-view.ts';

/** A server that was restarted may take so long, in milliseconds, on a machine that does other things, too. */
let last = 0;
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
      if (process.env.DBG && Date.now() - last > 5000) {
        last = Date.now();
        const r = await ask<any>(
          `select kind, state, count(*)::int c, min(run_at) - ${NOW} as run, string_agg(case when state='leased' then lane || ' ' || split_part(lease_owner,'/',1) || ' ' || split_part(lease_owner,'/',2) || ' ' || (lease_until - ${NOW})::text || ' t' || lease_token end, '; ') l from jobs where kind <> 'review-release' group by 1,2`,
        );
        console.log(
          new Date().toISOString(),
          r.map((x: any) => `${x.kind}/${x.state}:${x.c}(${x.run}) ${x.l ?? ''}`).join(' | '),
        );
        const q = await ask<any>(
          `select pid, application_name, state, wait_event_type, wait_event, left(query,60) q, (extract(epoch from clock_timestamp()-xact_start)*1000)::int ms from pg_stat_activity where xact_start is not null and pid <> pg_backend_pid() and clock_timestamp()-xact_start > interval '300 ms' and backend_type='client backend'`,
        );
        for (const x of q) console.log('   ', JSON.stringify(x));
      }
      for (const statement of MAKE_DUE) await ask(statement);
    },
    sending: async (pid) => {
      const rows = await ask<SendingRow>(SENDING);
      return rows.filter((row) => pid === undefined || pidOf(row.owner) === pid).map(({ id }) => id);
    },
    senders: async () => [...new Set((await ask<SendingRow>(SENDING)).map(({ owner }) => pidOf(owner)))],
    unsent: async () => Number((await ask<{ count: string }>(UNSENT))[0]?.count ?? 0),
    // Every page that holds a row was read, and every row was whole.
    damage: async () => {
      for (const table of ['records', 'events', 'alerts', 'deliveries', 'jobs'])
        await ask(`select count(${table}) from ${table}`);
      return [];
    },
    close: async () => await pool.end(),
  };
}

const NOW = 'cast(extract(epoch from clock_timestamp()) * 1000 as bigint)';

/**
 * Time passes quicker, but not by hours: only what is due within minutes by the right time is pulled forward, so that what
 * a wrong clock put off stays where it is. Whoever works on a row is not waited for. Retries alone are pulled: what waits
 * for facts has its own twenty seconds.
 */
const MAKE_DUE = [
  `update sources set next_due_at = ${NOW} where locator in (
     select locator from sources where next_due_at > ${NOW} and next_due_at < ${NOW} + 300000
     for update skip locked)`,
  `update jobs set run_at = ${NOW} where id in (
     select id from jobs where state = 'ready' and attempts > 0
       and run_at > ${NOW} + 10000 and run_at < ${NOW} + 900000
     for update skip locked)`,
];

/** The server is stopping, starting, or gone. */
function isAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  return /^(?:ECONN|EPIPE|57P|08|40P01|53300)/.test(code) || /terminated|timeout/i.test(message);
}

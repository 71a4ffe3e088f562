import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** Who may use the page and the API, and who is signed in. Of what is secret only hashes are kept. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, STATEMENTS);
}

const STATEMENTS = [
  `create table tokens (
    id text primary key, name text not null, hash text not null, access text not null,
    created_at integer not null, expires_at integer, revoked_at integer, last_used_at integer
  ) strict`,
  `create table sessions (
    hash text primary key, token_id text not null references tokens (id),
    created_at integer not null, expires_at integer not null
  ) strict`,
  // What was asked for on the page or by the API, and what came of it: any process may be asked for it.
  `create table asked_refreshes (
    id text primary key, asked_by text, sources text not null, state text not null,
    asked_at integer not null, seen_at integer not null, ended_at integer, polled integer not null, report text
  ) strict`,
  `create index asked_refreshes_by_time on asked_refreshes (asked_at)`,
];

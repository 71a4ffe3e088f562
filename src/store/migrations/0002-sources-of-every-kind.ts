import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** Articles and entries beside repos: sources of no one lab, signals, organizations nobody configured. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, STATEMENTS);
}

const STATEMENTS = [
  // A feed is of no one lab. SQLite takes a NOT NULL away only by making the table anew.
  `create table sources_of_every_kind (
    locator text primary key, id text not null, kind text not null, lab text,
    first_seen integer not null, next_due_at integer not null, baselined_at integer,
    last_poll_at integer, last_good_at integer, last_good_count integer, last_outcome text, last_ms integer,
    parked_until integer, failing_since integer, failures integer not null default 0,
    error_code text, error_message text,
    suspect_since integer, suspect_polls integer not null default 0, suspect_count integer, validator text, fingerprint text,
    gone_since integer, identity text, identity_doubts integer not null default 0, told text, told_at integer,
    lease_owner text, lease_token integer not null default 0, lease_until integer not null default 0
  ) strict`,
  `insert into sources_of_every_kind (
    locator, id, kind, lab, first_seen, next_due_at, baselined_at, last_poll_at, last_good_at, last_good_count,
    last_outcome, last_ms, parked_until, failing_since, failures, error_code, error_message, suspect_since,
    suspect_polls, suspect_count, validator, lease_owner, lease_token, lease_until
  ) select
    locator, id, kind, lab, first_seen, next_due_at, baselined_at, last_poll_at, last_good_at, last_good_count,
    last_outcome, last_ms, parked_until, failing_since, failures, error_code, error_message, suspect_since,
    suspect_polls, suspect_count, validator, lease_owner, lease_token, lease_until
  from sources`,
  `drop table sources`,
  `alter table sources_of_every_kind rename to sources`,
  `create index sources_due on sources (next_due_at)`,

  `alter table records add column dated_at integer`,
  `create index records_by_age on records (last_seen) where content = ''`,
  `alter table events add column not_before integer`,

  `create table signals (
    seq integer primary key autoincrement, lab text not null, release_id text references releases (id),
    locator text not null, record_key text not null, form text not null, voice text not null,
    publisher text not null, credit text, statement text not null, topic text,
    name text not null, stem text not null, variant text not null, kind text not null, title text not null, url text, quote text not null,
    published_at integer, not_before integer, seen_at integer not null, baseline integer not null,
    gap text not null, likeness text, state text not null, reason text not null
  ) strict`,
  // One thing says one thing of one release of a lab; of the lab itself the name is empty.
  `create unique index signals_once on signals (locator, record_key, lab, stem, variant)`,
  // With what evidence is counted by, so that a release of which everybody speaks is decided upon as quickly.
  `create index signals_of_release on signals (release_id, state, voice, publisher, statement, name, seen_at)`,
  `create index signals_by_stem on signals (lab, stem) where stem <> ''`,
  `create index signals_of_lab on signals (lab, seen_at)`,

  `create table candidates (
    organization text primary key, first_seen integer not null, last_seen integer not null, sightings integer not null,
    reason text not null, url text not null, title text not null, told_at integer
  ) strict`,

  `alter table alerts add column subject text`,
  // What is told once about something that is no release: a source's trouble, a piece of news, a week's candidates.
  `create unique index alerts_once_by_subject on alerts (kind, subject) where subject is not null`,

  // Requests to one host, spaced: when the next may go out.
  `alter table rate_limits add column next_at integer`,
];

import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** The first schema. STRICT tables: SQLite then refuses a text where a number belongs. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, dialect === 'postgres' ? [...STATEMENTS, ...LEASING] : STATEMENTS);
}

const STATEMENTS = [
  `create table meta (key text primary key, value text not null) strict`,

  `create table sources (
    locator text primary key, id text not null, kind text not null, lab text not null,
    first_seen integer not null, next_due_at integer not null, baselined_at integer,
    last_poll_at integer, last_good_at integer, last_good_count integer, last_outcome text, last_ms integer,
    parked_until integer, failing_since integer, failures integer not null default 0,
    error_code text, error_message text,
    suspect_since integer, suspect_polls integer not null default 0, suspect_count integer, validator text,
    lease_owner text, lease_token integer not null default 0, lease_until integer not null default 0
  ) strict`,
  `create index sources_due on sources (next_due_at)`,

  `create table records (
    namespace text not null, key text not null, locator text not null, name text not null, name_folded text not null,
    hash text not null, content text not null, state text not null, baseline integer not null,
    first_seen integer not null, last_seen integer not null,
    missing_since integer, missing_polls integer not null default 0, removed_at integer,
    primary key (namespace, key)
  ) strict`,
  // Covers what a poll compares, so that an unchanged poll reads no record itself.
  `create index records_of_source on records (locator, key, hash, state, missing_polls)`,
  `create index records_by_name on records (namespace, name_folded)`,

  `create table events (
    n integer primary key autoincrement, type text not null, locator text not null, lab text not null,
    key text not null, observed_at integer not null, gap text not null, before text, after text
  ) strict`,
  `create index events_of_lab on events (lab, n)`,
  // For the history of one release. Costs 0.03 ms for each event appended (300,000 of them, random keys, 2 cores).
  `create index events_by_key on events (key)`,

  `create table jobs (
    seq integer primary key autoincrement, id text not null unique, kind text not null, key text not null,
    lane text not null, state text not null, run_at integer not null, attempts integer not null default 0,
    again integer not null default 0, created_at integer not null,
    lease_owner text, lease_token integer not null default 0, lease_until integer not null default 0,
    error_code text, error_message text
  ) strict`,
  `create unique index jobs_unfinished on jobs (kind, key) where state <> 'dead'`,
  `create index jobs_due on jobs (state, kind, run_at, seq)`,
  `create index jobs_lane on jobs (lane, state, run_at)`,

  `create table catalog_cursors (lab text primary key, applied_n integer not null) strict`,
  `create table releases (
    seq integer primary key autoincrement, id text not null unique, lab text not null, family text not null, stem text not null,
    name text not null, grouping text not null,
    kind text not null, status text not null, lifecycle text not null, first_seen integer not null,
    first_public integer, last_public integer, released_on text, baseline integer not null, planned text,
    merged_into text references releases (id), updated_at integer not null
  ) strict`,
  `create index releases_by_stem on releases (lab, stem)`,
  `create index releases_by_time on releases (first_public)`,
  `create table repos (
    key text primary key, release_id text not null references releases (id), lab text not null,
    name text not null, name_folded text not null, model_name text not null, size_key text not null,
    kind text not null, kind_reason text not null, role text not null, quantization text,
    total_parameters integer, active_parameters integer,
    public_at integer not null, first_seen integer not null, baseline integer not null, quiet integer not null,
    gap text not null, state text not null, placed_because text not null, observation text not null
  ) strict`,
  `create index repos_of_release on repos (release_id)`,
  `create index repos_by_name on repos (name_folded)`,

  `create table alerts (
    seq integer primary key autoincrement, id text not null unique, kind text not null, release_id text, milestone text, title text not null, url text,
    content text not null, reason text not null, created_at integer not null, held integer not null, gap text not null
  ) strict`,
  `create unique index alerts_once on alerts (release_id, milestone) where milestone is not null`,
  `create index alerts_by_time on alerts (created_at)`,
  `create table deliveries (
    seq integer primary key autoincrement, id text not null unique, alert_id text not null references alerts (id),
    channel text not null, rule text not null, state text not null, attempts integer not null default 0,
    next_attempt_at integer, content_type text, body text, created_at integer not null, sent_at integer,
    error_code text, error_message text
  ) strict`,
  `create unique index deliveries_once on deliveries (alert_id, channel)`,
  `create index deliveries_by_state on deliveries (state)`,

  `create table channels (id text primary key, first_seen integer not null, welcomed_at integer) strict`,
  `create table rules (fingerprint text primary key, since integer not null) strict`,
  `create table rate_limits (
    quota text primary key, remaining integer, resets_at integer, parked_until integer
  ) strict`,
];

/**
 * Whether a lane is free is to be asked after it was locked, by a statement that sees what was committed until then. In a
 * function that is one way to the server and back, and no transaction is open meanwhile.
 */
const LEASING = [
  `create function lane_lock(lane text) returns bigint language sql stable as $$
    select hashtextextended('modelwatch lane ' || current_schema() || ' ' || lane, 0)
  $$`,

  `create function database_now() returns bigint language sql volatile as $$
    select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)
  $$`,

  // A lease that a power cut takes was nobody's: its holder is gone as well.
  `create function lease_job(wanted text, by_whom text, milliseconds bigint, due_by bigint) returns setof jobs
    language plpgsql as $$
    declare
      own record;
      clock bigint;
    begin
      perform set_config('synchronous_commit', 'off', true);
      select lane, kind into own from jobs where id = wanted;
      if not found then return; end if;
      perform pg_advisory_xact_lock(lane_lock(own.lane));
      clock := database_now();
      return query
        update jobs set state = 'leased', lease_owner = by_whom, lease_token = jobs.lease_token + 1,
          lease_until = clock + milliseconds
        where jobs.id = wanted
          and ((jobs.state = 'ready' and jobs.run_at <= due_by) or (jobs.state = 'leased' and jobs.lease_until < clock))
          and not exists (select 1 from jobs as other where other.lane = own.lane and other.id <> wanted
            and other.state = 'leased' and other.lease_until >= clock)
          and not exists (select 1 from jobs as other where other.lane = own.lane and other.kind = own.kind
            and other.state = 'ready' and (other.run_at, other.seq) < (jobs.run_at, jobs.seq))
          and not exists (select 1 from jobs as other where other.lane = own.lane and other.kind = own.kind
            and other.state = 'leased' and other.lease_until < clock
            and (other.run_at, other.seq) < (jobs.run_at, jobs.seq))
        returning jobs.*;
    end $$`,

  // A lane that somebody else is just looking at is passed over: whoever that is takes what is the next there.
  `create function lease_next_job(kinds text[], by_whom text, milliseconds bigint, due_by bigint) returns setof jobs
    language plpgsql as $$
    declare
      passed text[] := '{}';
      found_job record;
      clock bigint;
    begin
      perform set_config('synchronous_commit', 'off', true);
      loop
        clock := database_now();
        select waiting.* into found_job
          from unnest(kinds) as wanted (kind)
          cross join lateral (
            (select id, lane, run_at, seq from jobs
              where state = 'ready' and jobs.kind = wanted.kind and run_at <= due_by
                and jobs.lane <> all (passed)
                and not exists (select 1 from jobs as other where other.lane = jobs.lane and other.id <> jobs.id
                  and other.state = 'leased' and other.lease_until >= clock)
              order by run_at, seq limit 1)
            union all
            (select id, lane, run_at, seq from jobs
              where state = 'leased' and jobs.kind = wanted.kind and lease_until < clock
                and jobs.lane <> all (passed)
                and not exists (select 1 from jobs as other where other.lane = jobs.lane and other.id <> jobs.id
                  and other.state = 'leased' and other.lease_until >= clock)
              order by run_at, seq limit 1)
          ) as waiting
          order by waiting.run_at, waiting.seq limit 1;
        if not found then return; end if;
        if pg_try_advisory_xact_lock(lane_lock(found_job.lane)) then
          return query
            update jobs set state = 'leased', lease_owner = by_whom, lease_token = jobs.lease_token + 1,
              lease_until = clock + milliseconds
            where jobs.id = found_job.id
              and ((jobs.state = 'ready' and jobs.run_at <= due_by)
                or (jobs.state = 'leased' and jobs.lease_until < clock))
              and not exists (select 1 from jobs as other where other.lane = jobs.lane and other.id <> jobs.id
                and other.state = 'leased' and other.lease_until >= clock)
            returning jobs.*;
          if found then return; end if;
        end if;
        passed := passed || found_job.lane;
      end loop;
    end $$`,
] as const;

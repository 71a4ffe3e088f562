import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** What is said, by whom; what the catalog makes of it; and how far the facts of each repo have been fetched. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, STATEMENTS);
}

const STATEMENTS = [
  `create table claims (
    seq integer primary key autoincrement, lab text not null, release_id text references releases (id),
    model text not null, family text not null, attribute text not null, aspect text not null,
    value text not null, written text not null, source text not null, publisher text not null, voice text not null,
    first_party integer not null, extraction text not null, place text not null, url text not null, quote text,
    credit text, said_at integer not null, observed_at integer not null, current integer not null,
    locator text not null, record_key text not null, fingerprint text not null unique
  ) strict`,
  `create index claims_of_release on claims (release_id)`,
  `create index claims_of_lab on claims (lab, attribute) where release_id is null`,
  `create index claims_of_record on claims (locator, record_key)`,

  // JSON: models, facts and disputes as believed; made anew whenever a claim or repo of the release changes.
  `alter table releases add column described text`,

  `create table repo_facts (
    key text primary key, lab text not null, repo text not null, sha text, state text not null,
    wanted_at integer not null, priority integer not null, attempts integer not null, fetched_at integer,
    error_code text, error_message text, content text
  ) strict`,
  `create index deliveries_of_channel on deliveries (channel, sent_at)`,
  `create index repo_facts_wanted on repo_facts (state, priority, wanted_at)`,
];

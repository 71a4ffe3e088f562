import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/**
 * Releases as lists find and show them, made from the catalog and kept beside it: empty at first, see
 * src/pipeline/make-cards.ts.
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, STATEMENTS);
}

const STATEMENTS = [
  // Narrow, so that a filter that no index helps with reads little: 20,000 of them are 3 MB.
  `create table release_cards (
    seq integer primary key references releases (seq) on delete cascade, id text not null unique,
    newest integer not null, plan integer not null, name_key text not null, lab text not null, kind text not null,
    status text not null, lifecycle text not null, license text,
    parameters_min integer, parameters_max integer, active_min integer, active_max integer,
    context_min integer, context_max integer, repos integer not null, signals integer not null
  ) strict`,
  `create index release_cards_by_time on release_cards (newest, id)`,
  `create index release_cards_of_lab on release_cards (lab, newest, id)`,
  // JSON: what a list shows, what a program reads of a release, and what stands of it in the tables beneath.
  `create table release_card_texts (
    seq integer primary key references release_cards (seq) on delete cascade, card text not null, view text not null,
    found_by text not null
  ) strict`,
  `create table release_card_search (
    seq integer primary key references release_cards (seq) on delete cascade, searched text not null
  ) strict`,
  `create table release_card_terms (
    seq integer not null references release_cards (seq) on delete cascade, term text not null, primary key (seq, term)
  ) strict`,
  `create index release_card_terms_by_term on release_card_terms (term, seq)`,
  `create table release_card_numbers (
    seq integer not null references release_cards (seq) on delete cascade, attribute text not null,
    value integer not null, primary key (seq, attribute, value)
  ) strict`,
  `create index release_card_numbers_by_value on release_card_numbers (attribute, value, seq)`,
];

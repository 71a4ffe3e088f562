import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** What of a release is believed otherwise than it was told, until it has stood for long enough. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, STATEMENTS[dialect]);
}

const COLUMNS = 'release_id text not null references releases (id), change text not null, since integer';

const STATEMENTS = {
  sqlite: [`create table held_changes (${COLUMNS}, primary key (release_id, change)) strict`],
  // A list of benchmarks may be longer than what an index of PostgreSQL takes, 2704 bytes.
  postgres: [
    `create table held_changes (${COLUMNS})`,
    'create unique index held_changes_once on held_changes (release_id, md5(change))',
  ],
} as const;

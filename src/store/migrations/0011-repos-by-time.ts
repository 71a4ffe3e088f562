import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** Lists of repos begin with the newest: of all, and of a lab. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, STATEMENTS);
}

const STATEMENTS = [
  `create index repos_by_time on repos (public_at, key)`,
  `create index repos_of_lab_by_time on repos (lab, public_at, key)`,
];

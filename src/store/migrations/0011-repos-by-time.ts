import { type Kysely, sql } from 'kysely';

/** Lists of repos begin with the newest: of all, and of a lab. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create index repos_by_time on repos (public_at, key)`,
  `create index repos_of_lab_by_time on repos (lab, public_at, key)`,
];

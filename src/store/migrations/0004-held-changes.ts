import { type Kysely, sql } from 'kysely';

/** What of a release is believed otherwise than it was told, until it has stood for long enough. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table held_changes (
        release_id text not null references releases (id), change text not null, since integer,
        primary key (release_id, change)
      ) strict`,
    )
    .execute(db);
}

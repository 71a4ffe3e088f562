import { type Kysely, sql } from 'kysely';

/** Which periods of each channel's digest are over, and what was stated in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table digests (
        channel text not null, period_from integer not null, period_to integer not null,
        alert_id text references alerts (id), stated text not null,
        primary key (channel, period_to)
      ) strict`,
    )
    .execute(db);
}

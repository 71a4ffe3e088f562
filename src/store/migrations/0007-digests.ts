import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** Which periods of each channel's digest are over, and what was stated in them. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, STATEMENTS);
}

const STATEMENTS = [
  `create table digests (
    channel text not null, period_from integer not null, period_to integer not null,
    alert_id text references alerts (id), stated text not null,
    primary key (channel, period_to)
  ) strict`,
];

import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** What a service calls a message, so that it can be edited; how a channel does, so that one that keeps failing is paused. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, STATEMENTS);
}

const STATEMENTS = [
  `alter table deliveries add column message_id text`,
  `alter table deliveries add column tried_since integer`,
  `alter table channels add column failures integer not null default 0`,
  `alter table channels add column failing_since integer`,
  `alter table channels add column paused_until integer`,
  `alter table channels add column told_at integer`,
  `alter table channels add column error_code text`,
  `alter table channels add column error_message text`,
];

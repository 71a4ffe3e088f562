import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { makeTables } from '../make-tables.ts';

/** What a delivery waits for beyond its receiver, and in which other message it was told. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await makeTables(db, dialect, STATEMENTS);
}

const STATEMENTS = [
  `alter table deliveries add column capped_at integer`,
  `alter table deliveries add column told_in text`,
  `create index deliveries_capped on deliveries (channel) where capped_at is not null`,
  `create index deliveries_told_in on deliveries (told_in) where told_in is not null`,
];

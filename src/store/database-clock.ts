import { type RawBuilder, sql } from 'kysely';
import type { Reader } from './database.ts';
import { type Dialect, dialectOf } from './dialect.ts';

/**
 * The database's own time in milliseconds since 1970, in SQL: leases of all processes are compared by this one clock. On
 * PostgreSQL not now(), which stands still in a transaction; in a subquery, so that it is asked once for a statement.
 */
export const DATABASE_NOW: Readonly<Record<Dialect, string>> = {
  sqlite: `cast(unixepoch('subsec') * 1000 as integer)`,
  postgres: `(select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint))`,
};

/** The same, for queries that are built. */
export function databaseNow(reader: Reader): RawBuilder<number> {
  return sql.raw<number>(DATABASE_NOW[dialectOf(reader)]);
}

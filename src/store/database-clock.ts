import { type RawBuilder, sql } from 'kysely';

/** The database's own time in milliseconds since 1970, in SQL: leases of all processes are compared by this one clock. */
export const DATABASE_NOW = `cast(unixepoch('subsec') * 1000 as integer)`;

/** The same, for queries that are built. */
export function databaseNow(): RawBuilder<number> {
  return sql.raw<number>(DATABASE_NOW);
}

import { type RawBuilder, sql } from 'kysely';

/** The database's own time in milliseconds since 1970: leases of all processes are compared by this one clock. */
export function databaseNow(): RawBuilder<number> {
  return sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;
}

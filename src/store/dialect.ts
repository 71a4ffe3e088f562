import { type Kysely, PostgresAdapter } from 'kysely';

/** Which SQL a database speaks. */
export type Dialect = 'sqlite' | 'postgres';

export function dialectOf<Tables>(reader: Kysely<Tables>): Dialect {
  return reader.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

/** A text for each of the two, made once. */
export function inBoth(make: (dialect: Dialect) => string): Readonly<Record<Dialect, string>> {
  return { sqlite: make('sqlite'), postgres: make('postgres') };
}

/** As the end of FROM: the elements of a JSON array, in `rows.value`, in their order by `rows.key`. */
export function jsonRows(dialect: Dialect, parameter: string): string {
  return dialect === 'sqlite'
    ? `json_each(${parameter}) as rows`
    : `json_array_elements(cast(${parameter} as json)) with ordinality as rows (value, key)`;
}

/** The same for an array of numbers, of which each is `cast(rows.value as bigint)`. */
export function jsonNumbers(dialect: Dialect, parameter: string): string {
  return dialect === 'sqlite'
    ? `json_each(${parameter}) as rows`
    : `json_array_elements_text(cast(${parameter} as json)) with ordinality as rows (value, key)`;
}

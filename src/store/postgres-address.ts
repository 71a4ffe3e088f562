import { StoreError } from '../errors.ts';

/** Which server, which database in it, and where in that. */
export interface PostgresAddress {
  /** For the driver. Holds the password. */
  readonly connectionString: string;
  /** Settings of each session, as the server reads them (`-c name=value`). */
  readonly options: string;
  /** Where the tables are, where the address says so by `?schema=`; null: where the session looks first. */
  readonly schema: string | null;
  /** For messages: nothing in it is secret. */
  readonly place: string;
}

/** What an unquoted identifier may be, so that it is the same name wherever it is written. */
const SCHEMA = /^[a-z_][a-z0-9_]{0,62}$/;

/** Whether this is the address of a PostgreSQL server. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(url);
}

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…&schema=…`. Throws StoreError `store-address` where it
 * cannot be read, with nothing secret in it.
 */
export function readPostgresUrl(url: string): PostgresAddress {
  const parsed = URL.parse(url);
  if (parsed === null) throw badAddress('it is no URL');
  const schema = parsed.searchParams.get('schema');
  if (schema !== null && !SCHEMA.test(schema))
    throw badAddress('a schema is named by small letters, digits and underscores');
  const own = parsed.searchParams.get('options') ?? '';
  parsed.searchParams.delete('schema');
  parsed.searchParams.delete('options');
  return {
    connectionString: parsed.href,
    options: schema === null ? own : `${own} -c search_path=${schema}`.trim(),
    schema,
    place: placeOf(parsed, schema),
  };
}

function placeOf({ username, host, pathname, searchParams }: URL, schema: string | null): string {
  // A socket's folder is given as `?host=`.
  const where = host === '' ? encodeURI(searchParams.get('host') ?? '') : host;
  const who = username === '' ? '' : `${username}@`;
  return `postgres://${who}${where}${pathname}${schema === null ? '' : `?schema=${schema}`}`;
}

function badAddress(why: string): StoreError {
  return new StoreError('store-address', 'DATABASE_URL is no address of a PostgreSQL database', { why });
}

import { readPostgresUrl } from '../store/postgres-address.ts';

/** What tells PostgreSQL's tools which database and schema; the password, which is left out, they ask for or find themselves. */
export function postgresArguments(url: string): string {
  const { place, schema } = readPostgresUrl(url);
  const database = place.replace(/\?schema=.*$/, '');
  return schema === null ? `"${database}"` : `--schema=${schema} --dbname="${database}"`;
}

import { sharedPostgres } from './postgres.ts';

/** Whether stores are files in the folders of the tests, so that a test may look into them by itself. */
export const storesAreFiles = process.env.MODELWATCH_TEST_DATABASE !== 'postgres';

/**
 * Gives addresses of empty databases of PostgreSQL where `MODELWATCH_TEST_DATABASE=postgres` asks for them
 * (`npm run test:postgres`); otherwise null, and stores are files in the folders of the tests.
 */
export async function databasesOfTests(): Promise<() => string | null> {
  if (storesAreFiles) return () => null;
  const server = await sharedPostgres();
  return () => server.newUrl();
}

/** The same for one store, as an environment says it. */
export async function databaseOfTests(): Promise<Readonly<Record<string, string>>> {
  const url = (await databasesOfTests())();
  return url === null ? {} : { DATABASE_URL: url };
}

import { sharedPostgres } from './postgres.ts';

/**
 * Environment that lets a test's store be an empty one of PostgreSQL where `MODELWATCH_TEST_DATABASE=postgres` asks for
 * it (`npm run test:postgres`); otherwise nothing, and it is a file in the test's folder.
 */
export async function databaseOfTests(): Promise<Readonly<Record<string, string>>> {
  if (process.env.MODELWATCH_TEST_DATABASE !== 'postgres') return {};
  return { DATABASE_URL: (await sharedPostgres()).newUrl() };
}

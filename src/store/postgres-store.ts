import { StoreError } from '../errors.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { PostgresDatabase, type ServerFacts } from './postgres-database.ts';
import { refused } from './postgres-retries.ts';

/** How long a server may take to answer at start: in a composition it starts together with us. */
export const FIRST_CONTACT_MS = 5_000;

/**
 * Connects to the database at that address. `mayMake`: its schema is made where there is none. Throws StoreError where the
 * server cannot be reached within 5 s, refuses, or has a database that cannot hold all of Unicode.
 */
export async function openPostgres(address: PostgresAddress, mayMake: boolean): Promise<PostgresDatabase> {
  const database = new PostgresDatabase(address);
  try {
    const facts = await database.reach(FIRST_CONTACT_MS);
    refuseEncoding(facts, address);
    if (facts.schema === null && mayMake) await database.makeSchema();
    return database;
  } catch (error) {
    await database.close();
    // What the driver itself objects to, as a certificate or a missing password, is no error of ours either.
    throw error instanceof StoreError ? error : refused(error, address.place);
  }
}

function refuseEncoding({ encoding }: ServerFacts, { place }: PostgresAddress): void {
  if (encoding === 'UTF8') return;
  throw new StoreError(
    'store-encoding',
    'the database cannot hold all of Unicode: make one with "create database … encoding \'UTF8\' template template0"',
    { database: place, encoding },
  );
}

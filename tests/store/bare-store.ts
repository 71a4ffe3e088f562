import type { Database } from '../../src/store/database.ts';
import { readPostgresUrl } from '../../src/store/postgres-address.ts';
import { openPostgres } from '../../src/store/postgres-store.ts';
import { SqliteDatabase } from '../../src/store/sqlite-database.ts';
import { storeAddress } from '../../src/store/store.ts';

/** A database as it is, without a look at what is in it. */
export async function openBare(url: string): Promise<Database> {
  const address = storeAddress('', url);
  if (address.kind === 'sqlite') return new SqliteDatabase(address.file);
  return await openPostgres(readPostgresUrl(address.url), true);
}

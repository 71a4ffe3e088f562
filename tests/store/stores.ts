import { join } from 'node:path';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { openStore, STORE_FILE, type StoreUse, storeAddress } from '../../src/store/store.ts';
import { postgresIsSkipped, sharedPostgres } from '../servers/postgres.ts';

/** One of the two databases, as tests that hold for both use it. */
export interface StoreKind {
  readonly name: 'SQLite' | 'PostgreSQL';
  readonly isSkipped: boolean;
  /** What `DATABASE_URL` would say of a store that is not there yet. */
  newUrl(folder: string): Promise<string>;
}

export const sqlite: StoreKind = {
  name: 'SQLite',
  isSkipped: false,
  newUrl: async (folder) => `sqlite:${join(folder, STORE_FILE)}`,
};

export const postgres: StoreKind = {
  name: 'PostgreSQL',
  isSkipped: postgresIsSkipped,
  newUrl: async () => (await sharedPostgres()).newUrl(),
};

/** Opens a store as a process of its own would. */
export async function openAt(
  url: string,
  options: { readonly use?: StoreUse; readonly now?: () => number; readonly owner?: string } = {},
) {
  const { use = 'start', now = Date.now, owner = newLeaseOwner() } = options;
  const address = storeAddress('', url);
  return await openStore({ folder: '', address, use, clock: { now }, clockIsSet: false, owner });
}

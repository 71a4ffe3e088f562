import { UsageError } from '../errors.ts';
import { type CopiedTable, copyStore } from '../store/copy-store.ts';
import type { Database } from '../store/database.ts';
import { isGone, leaseHolders, newLeaseOwner } from '../store/leases.ts';
import { openStore, placeOf, type StoreAddress, type StoreUse, storeAddress } from '../store/store.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { formatTable } from './table.ts';

export interface MigrateStoreOptions {
  readonly from: string;
  readonly to: string;
  readonly json?: boolean;
}

/**
 * Moves everything that is stored into another database that holds nothing yet: `sqlite:PATH` or `postgres://…`, in
 * either direction. The old one is only read. All of it, or nothing.
 */
export async function migrateStore(context: CommandContext, options: MigrateStoreOptions): Promise<ExitCode> {
  const [from, to] = [addressOf('--from', options.from), addressOf('--to', options.to)];
  if (placeOf(from) === placeOf(to))
    throw new UsageError('migrate-store-same', 'a database cannot be moved into itself', [placeOf(from)]);
  const owner = newLeaseOwner();
  const open = (address: StoreAddress, use: StoreUse) =>
    openStore({ folder: context.dataFolder, address, use, clock: context.clock, clockIsSet: false, owner });
  const source = await open(from, 'read');
  try {
    await refuseInUse(source, owner);
    const target = await open(to, 'migrate');
    try {
      printCopied(context, await copyStore(source, target), options, target);
      return 0;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function addressOf(option: string, text: string): StoreAddress {
  if (/^(?:sqlite:[^\0]+|postgres(?:ql)?:\/\/.+)$/i.test(text)) return storeAddress('.', text);
  throw new UsageError('migrate-store-address', `${option} is no address of a database`, [
    'Write sqlite:PATH or postgres://user:password@host/database.',
  ]);
}

/** What a process writes while it is copied would be lost. */
async function refuseInUse(source: Database, self: string): Promise<void> {
  const holders = (await leaseHolders(source.reader)).filter((owner) => !isGone(owner, self));
  if (holders.length === 0) return;
  throw new UsageError('migrate-store-in-use', `another process works on ${source.place}`, [
    `Stop it first: ${holders.join(', ')}`,
  ]);
}

function printCopied(
  context: CommandContext,
  tables: readonly CopiedTable[],
  { json }: MigrateStoreOptions,
  target: Database,
): void {
  if (json === true) {
    context.printJson({ to: target.place, tables });
    return;
  }
  const rows = tables.map(({ table, rows: count, digest }) => [
    table,
    count.toLocaleString('en-US'),
    digest.slice(0, SHOWN),
  ]);
  context.print(formatTable(['table', 'rows', 'content'], rows, context.terminal.color));
  const all = tables.reduce((sum, { rows: count }) => sum + count, 0);
  context.print('');
  context.print(
    `Moved ${all.toLocaleString('en-US')} rows into ${target.place}; each table was read again and is the same.`,
  );
  context.print(
    'Set DATABASE_URL to it for every process. The old database was not changed: keep it as a backup.',
  );
}

/** Letters of a digest: enough to be told apart by. */
const SHOWN = 12;

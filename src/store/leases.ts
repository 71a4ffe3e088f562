import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Reader, WriteTransaction } from './database.ts';
import { databaseNow } from './database-clock.ts';

/**
 * Who holds a lease: the machine (with its boot and process namespace), the process, and a part of its own. A process
 * that was killed is so recognised by the next one on the same machine, which need not wait until its leases run out.
 */
export function newLeaseOwner(): string {
  return `${machine()}/${process.pid}/${crypto.randomUUID().slice(0, 8)}`;
}

/** Whether the owner is known to be gone: it was a process of this very machine, and no such process runs. */
export function isGone(owner: string, self: string): boolean {
  const [ownerMachine, pid] = split(owner);
  const [ownMachine, ownPid] = split(self);
  if (ownerMachine !== ownMachine || owner === self) return false;
  // A process id is used again: one that equals ours was another process.
  return pid === ownPid ? true : !isRunning(Number(pid));
}

function split(owner: string): readonly [string, string] {
  const parts = owner.split('/');
  return [parts[0] ?? '', parts[1] ?? ''];
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function machine(): string {
  const boot = tryRead(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8));
  const namespace = tryRead(() => readlinkSync('/proc/self/ns/pid').replace(/\D/g, ''));
  return [hostname().replaceAll('/', '_'), boot, namespace].join('-');
}

/** Only Linux has these files; elsewhere the host name alone tells machines apart. */
function tryRead(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Gives back what processes held that are gone. Returns how many leases that were. */
export async function releaseGoneOwners(tx: WriteTransaction, self: string): Promise<number> {
  const holders = await leaseHolders(tx);
  const gone = holders.filter((owner) => isGone(owner, self));
  if (gone.length === 0) return 0;
  const sources = await tx
    .updateTable('sources')
    .set({ lease_until: 0, lease_owner: null })
    .where('lease_owner', 'in', gone)
    .executeTakeFirst();
  const jobs = await tx
    .updateTable('jobs')
    .set({ lease_until: 0 })
    .where('lease_owner', 'in', gone)
    .where('state', '=', 'leased')
    .executeTakeFirst();
  return Number(sources.numUpdatedRows + jobs.numUpdatedRows);
}

/** Owners of leases that have not run out. */
export async function leaseHolders(reader: Reader): Promise<string[]> {
  const sources = await reader
    .selectFrom('sources')
    .select('lease_owner')
    .where('lease_until', '>=', databaseNow(reader))
    .distinct()
    .execute();
  const jobs = await reader
    .selectFrom('jobs')
    .select('lease_owner')
    .where('state', '=', 'leased')
    .where('lease_until', '>=', databaseNow(reader))
    .distinct()
    .execute();
  const owners = [...sources, ...jobs].map((row) => row.lease_owner);
  return [...new Set(owners.filter((owner) => owner !== null))];
}

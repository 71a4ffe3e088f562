import { type QueueMode, switchQueueMode } from '../queue/mode.ts';
import { inspectStore } from '../store/inspection.ts';
import { newLeaseOwner } from '../store/leases.ts';
import type { SchemaState } from '../store/migrate.ts';
import type { CommandContext, ExitCode } from './context.ts';

/** Brings the store to this version, and changes its kind of queue where that is asked for. */
export async function migrate(
  context: CommandContext,
  options: { readonly queue?: QueueMode },
): Promise<ExitCode> {
  const before = await inspectStore(context.store, async (found) => found.schema);
  const owner = newLeaseOwner();
  const database = await context.openFor('migrate', owner);
  try {
    context.print(whatWasDone(before, database.place));
    if (options.queue === undefined) return 0;
    await switchQueueMode(database, options.queue, owner);
    context.print(QUEUES[options.queue]);
    return 0;
  } finally {
    await database.close();
  }
}

function whatWasDone(before: SchemaState | null, place: string): string {
  if (before === null || before.kind === 'empty') return `Made a new database: ${place}`;
  if (before.kind === 'older') return `Brought ${place} to this version: ${before.missing.join(', ')}`;
  return `${place} is of this version already.`;
}

const QUEUES: Readonly<Record<QueueMode, string>> = {
  embedded: 'Its jobs are run without Redis from now on: leave REDIS_URL unset.',
  bullmq: 'Its jobs are brought by Redis from now on: set REDIS_URL for every process.',
};

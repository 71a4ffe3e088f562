import { counted } from '../alerts/numbers.ts';
import { UsageError } from '../errors.ts';
import { retryDeliveries } from '../pipeline/retry-deliveries.ts';
import { readAlert, readDelivery } from '../store/alerts.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { reading } from './reading.ts';

/** Takes up again what could not be delivered: of an alert, or one delivery. Others send it. */
export async function retryAlert(context: CommandContext, id: string): Promise<ExitCode> {
  // Looked up first: a store that is not there must not be made.
  const known = await reading(
    context,
    async (reader) =>
      (await readAlert(reader, id)) !== undefined || (await readDelivery(reader, id)) !== undefined,
  );
  if (!known) {
    throw new UsageError('alert', `there is no alert or delivery "${id}": "modelwatch alerts" lists them`);
  }
  const database = await context.openFor('work');
  try {
    const taken = await database.write((tx) => retryDeliveries(tx, id, context.clock.now()));
    if (taken.length === 0) {
      throw new UsageError(
        'nothing-to-retry',
        `nothing of "${id}" waits to be tried again by hand: what was sent or cancelled stays so, what is pending goes out by itself`,
      );
    }
    const channels = [...new Set(taken.map((delivery) => delivery.channel))].join(', ');
    context.print(
      `${counted(taken.length, 'delivery', 'deliveries')} to ${channels} will be tried again, by the daemon or by the next "modelwatch refresh".`,
    );
    return 0;
  } finally {
    await database.close();
  }
}

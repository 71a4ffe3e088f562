import { type ChannelHealth, WELL } from '../domain/channel-health.ts';
import type { Reader, WriteTransaction } from './database.ts';
import type { JobFailure } from './jobs.ts';
import type { ChannelRow } from './schema.ts';

/** Of a receiver that said when it wants to be tried again. */
const ASKED_TO_WAIT = 'rate-limited';

/** Why a delivery was put off: the code that its job has then. */
export const PAUSED = 'paused';

export async function healthOf(reader: Reader, channel: string): Promise<ChannelHealth> {
  const row = await reader.selectFrom('channels').selectAll().where('id', '=', channel).executeTakeFirst();
  return row === undefined ? WELL : fromRow(row);
}

/** `error`: of the last attempt; null where the channel does well. */
export async function keepHealth(
  tx: WriteTransaction,
  channel: string,
  health: ChannelHealth,
  error: JobFailure | null,
): Promise<void> {
  await tx
    .updateTable('channels')
    .set({
      failures: health.failures,
      failing_since: health.failingSince,
      paused_until: health.pausedUntil,
      told_at: health.toldAt,
      error_code: error?.code ?? null,
      error_message: error?.message ?? null,
    })
    .where('id', '=', channel)
    .execute();
}

/** The channels that are paused, since they keep failing. */
export async function pausedChannels(reader: Reader): Promise<ChannelRow[]> {
  return await reader
    .selectFrom('channels')
    .selectAll()
    .where('told_at', 'is not', null)
    .orderBy('id')
    .execute();
}

/** Lets these channels be tried at once, with what waited since they were paused and what they did not take. `now`: milliseconds since 1970. */
export async function unpause(tx: WriteTransaction, channels: readonly string[], now: number): Promise<void> {
  if (channels.length === 0) return;
  await tx
    .updateTable('channels')
    .set({ paused_until: null })
    .where('id', 'in', [...channels])
    .execute();
  await tx
    .updateTable('jobs')
    .set({ run_at: now })
    .where('kind', '=', 'deliver')
    .where('state', '=', 'ready')
    .where('run_at', '>', now)
    .where(
      'lane',
      'in',
      channels.map((channel) => `channel:${channel}`),
    )
    // What its receiver, or its readers, asked to wait for goes on waiting.
    .where((eb) =>
      eb.or([
        eb('error_code', '=', PAUSED),
        eb(
          'key',
          'in',
          eb
            .selectFrom('deliveries')
            .select('deliveries.id')
            .where('deliveries.state', '=', 'failed')
            .where('deliveries.error_code', '<>', ASKED_TO_WAIT),
        ),
      ]),
    )
    .execute();
}

/** How many deliveries wait for a channel. */
export async function waitingFor(reader: Reader, channel: string): Promise<number> {
  const row = await reader
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('channel', '=', channel)
    .where('state', 'in', ['pending', 'failed', 'sending'])
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

function fromRow(row: ChannelRow): ChannelHealth {
  return {
    failures: row.failures,
    failingSince: row.failing_since,
    pausedUntil: row.paused_until,
    toldAt: row.told_at,
  };
}

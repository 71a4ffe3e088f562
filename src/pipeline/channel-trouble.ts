import type { Channel } from '../alerts/channel.ts';
import { wordsOfChannel } from '../alerts/channel-wording.ts';
import type { ChannelMatter, ToldChannel } from '../domain/alert-subject.ts';
import { afterFailure, WELL } from '../domain/channel-health.ts';
import { healthOf, keepHealth, unpause, waitingFor } from '../store/channel-health.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { JobFailure, NewJob } from '../store/jobs.ts';
import type { AlertSettings } from './decide-alerts.ts';
import { raiseAlert } from './raise-alert.ts';

export interface NotedFailure {
  readonly jobs: readonly NewJob[];
  /** While it is paused: when the channel is tried again, in milliseconds since 1970. */
  readonly pausedUntil: number | null;
}

/** Notes that a channel took nothing. Once it keeps failing it is paused, and that is told on others. */
export async function noteFailure(
  tx: WriteTransaction,
  channel: Channel,
  failure: JobFailure & { readonly refused: boolean },
  settings: AlertSettings,
  now: number,
): Promise<NotedFailure> {
  const before = await healthOf(tx, channel.id);
  const { health, tell: isNews } = afterFailure(before, { refused: failure.refused, at: now });
  await keepHealth(tx, channel.id, health, failure);
  const { failures, failingSince, pausedUntil } = health;
  if (!isNews) return { jobs: [], pausedUntil };
  const told: ToldChannel = {
    id: channel.id,
    kind: channel.kind,
    error: { code: failure.code, message: failure.message },
    since: failingSince ?? now,
    failures,
    waiting: await waitingFor(tx, channel.id),
  };
  return { jobs: await tell(tx, 'failing', told, settings, now), pausedUntil };
}

/** Notes that a channel took a message; where others were told that it does not, that it does again. */
export async function noteSuccess(
  tx: WriteTransaction,
  channel: Channel,
  settings: AlertSettings,
  now: number,
): Promise<readonly NewJob[]> {
  const before = await healthOf(tx, channel.id);
  if (before.failures === 0) return [];
  await keepHealth(tx, channel.id, WELL, null);
  if (before.toldAt === null) return [];
  await unpause(tx, [channel.id], now);
  const told: ToldChannel = {
    id: channel.id,
    kind: channel.kind,
    error: null,
    since: before.failingSince ?? before.toldAt,
    failures: before.failures,
    waiting: Math.max(0, (await waitingFor(tx, channel.id)) - 1),
  };
  return await tell(tx, 'recovered', told, settings, now);
}

async function tell(
  tx: WriteTransaction,
  matter: ChannelMatter,
  channel: ToldChannel,
  settings: AlertSettings,
  now: number,
): Promise<NewJob[]> {
  const { title, lines } = wordsOfChannel(matter, channel);
  return await raiseAlert(
    tx,
    {
      kind: `channel.${matter}`,
      subject: `${channel.id}:${channel.since}`,
      lab: null,
      labName: null,
      title,
      url: null,
      lines,
      about: { form: 'channel', matter, channel },
      notTo: channel.id,
      happenedAt: now,
      reason: channel.error?.code ?? 'sent',
    },
    settings,
    now,
  );
}

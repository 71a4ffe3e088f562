import { counted } from '../alerts/numbers.ts';
import { viewAlert } from '../pipeline/view-alerts.ts';
import { type AlertFilter, type ListedAlert, listAlerts } from '../store/alerts.ts';
import { pausedChannels } from '../store/channel-health.ts';
import { listDeadDeliveries } from '../store/dead-letters.ts';
import type { ChannelRow, DeliveryRow } from '../store/schema.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { moment } from './moments.ts';
import { reading } from './reading.ts';
import { parseSince } from './since.ts';
import { type Cell, formatTable, heading, styled } from './table.ts';
import { wholeNumber } from './whole-number.ts';

export interface AlertsOptions {
  readonly since?: string;
  readonly limit?: string;
  readonly json?: boolean;
}

/** What people are shown unless they ask for more. Programs get everything. */
const SHOWN = 50;
const DEAD_SHOWN = 20;

/** Lists alerts and where they went, newest first. */
export async function alerts(context: CommandContext, options: AlertsOptions): Promise<ExitCode> {
  const limit = options.limit === undefined ? null : wholeNumber(options.limit, '--limit');
  const since: AlertFilter =
    options.since === undefined ? {} : { since: parseSince(options.since, context.clock.now()) };
  await reading(context, async (reader) => {
    if (options.json === true) {
      const all = await listAlerts(reader, limit === null ? since : { ...since, limit });
      context.printJson(all.map(viewAlert));
      return;
    }
    const most = limit ?? SHOWN;
    const found = await listAlerts(reader, { ...since, limit: most + 1 });
    printAlerts(context, found.slice(0, most), found.length > most);
    printPaused(context, await pausedChannels(reader));
    printDead(context, await listDeadDeliveries(reader, DEAD_SHOWN));
  });
  return 0;
}

function printAlerts(context: CommandContext, found: readonly ListedAlert[], more: boolean): void {
  const { color } = context.terminal;
  if (found.length === 0) {
    context.print('No alerts: nothing was released since watching began ("modelwatch refresh" looks now).');
    return;
  }
  const rows = found.map(({ alert, deliveries }): Cell[] => [
    moment(alert.created_at),
    alert.kind,
    alert.title,
    deliveriesCell(deliveries),
    { text: alert.id, style: 'dim' },
  ]);
  context.print(formatTable(['when', 'kind', 'title', 'went to', 'id'], rows, color));
  if (more) context.print(styled(`Older ones are not shown (--limit N).`, 'dim', color));
}

function deliveriesCell(deliveries: readonly DeliveryRow[]): Cell {
  const text = deliveries.map(deliveryInWords).join(', ');
  if (deliveries.some(({ state }) => state === 'dead')) return { text, style: 'red' };
  return deliveries.some(({ state }) => state === 'failed') ? { text, style: 'yellow' } : text;
}

function deliveryInWords({
  channel,
  state,
  told_in,
  next_attempt_at: next,
  created_at,
}: DeliveryRow): string {
  if (state === 'sent') return channel;
  if (told_in !== null) return `${channel}: told in ${told_in}`;
  if (state === 'pending' && next !== null && next > created_at)
    return `${channel}: waits until ${moment(next)}`;
  return `${channel}: ${state}`;
}

function printPaused(context: CommandContext, paused: readonly ChannelRow[]): void {
  if (paused.length === 0) return;
  const { color } = context.terminal;
  const rows = paused.map((channel): Cell[] => [
    channel.id,
    moment(channel.failing_since ?? channel.told_at ?? 0),
    channel.paused_until === null ? 'now' : moment(channel.paused_until),
    channel.error_message ?? '',
    `modelwatch alerts test ${channel.id}`,
  ]);
  context.print(`\n${heading('Channels that keep failing; what is for them waits:', color)}`);
  context.print(formatTable(['channel', 'since', 'next try', 'because', 'to try it'], rows, color));
}

function printDead(context: CommandContext, dead: readonly DeliveryRow[]): void {
  if (dead.length === 0) return;
  const { color } = context.terminal;
  const rows = dead.map((delivery): Cell[] => [
    delivery.channel,
    counted(delivery.attempts, 'attempt'),
    delivery.error_message ?? delivery.error_code ?? '',
    `modelwatch alerts retry ${delivery.id}`,
  ]);
  context.print(`\n${heading('Could not be delivered, and not tried again by itself:', color)}`);
  context.print(formatTable(['channel', 'after', 'because', 'to try again'], rows, color));
}

import type { Channel } from '../alerts/channel.ts';
import { counted } from '../alerts/numbers.ts';
import { readableMessage } from '../alerts/readable-message.ts';
import { createChannel } from '../alerts/registry.ts';
import type { Configuration } from '../config/configuration.ts';
import { hideSecrets } from '../config/secrets.ts';
import { suggest } from '../domain/nearest.ts';
import { UsageError } from '../errors.ts';
import { type PreviewedAlert, previewAlerts } from '../pipeline/preview-alerts.ts';
import type { Labs } from '../pipeline/view-release.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { moment } from './moments.ts';
import { reading } from './reading.ts';
import { parseSince } from './since.ts';
import { formatTable, heading } from './table.ts';

export interface PreviewOptions {
  readonly since?: string;
  readonly rule?: string;
  readonly channel?: string;
  readonly json?: boolean;
}

const SINCE = '30d';
/** What people are shown of each rule. Programs get everything. */
const SHOWN = 50;

/** A rule, one of its channels, and what would have gone there. */
interface Route {
  readonly rule: string;
  readonly channel: Channel;
  readonly alerts: readonly PreviewedAlert[];
}

/** Shows what the rules as configured would have sent of past releases, and how the channels write it. Sends nothing. */
export async function previewCommand(context: CommandContext, options: PreviewOptions): Promise<ExitCode> {
  const configuration = await context.configuration();
  const since = parseSince(options.since ?? SINCE, context.clock.now());
  const rules = chosen(configuration.rules, options.rule, 'rule');
  const channels = chosen(configuration.channels, options.channel, 'channel').map((config) =>
    createChannel(config, { console: { write: () => {}, color: false, width: context.terminal.width } }),
  );
  const labs: Labs = new Map(configuration.labs.map((lab) => [lab.id, lab]));
  const previewed = await reading(context, (reader) => previewAlerts(reader, since, rules, labs));
  const routes = rules.flatMap(({ id, to }) =>
    channels
      .filter((channel) => to.includes(channel.id))
      .map(
        (channel): Route => ({ rule: id, channel, alerts: previewed.filter((alert) => alert.rule === id) }),
      ),
  );
  if (options.json === true)
    context.printJson(routes.flatMap((route) => jsonOf(route, configuration.secrets)));
  else printRoutes(context, routes, configuration);
  return 0;
}

function chosen<T extends { readonly id: string }>(
  all: readonly T[],
  id: string | undefined,
  what: 'rule' | 'channel',
): readonly T[] {
  if (id === undefined) return all;
  const one = all.find((candidate) => candidate.id === id);
  if (one !== undefined) return [one];
  const ids = all.map((candidate) => candidate.id);
  const hint = suggest(id, ids, `Known ${what}s`) || `: alerts.yaml names none`;
  throw new UsageError(what, `there is no ${what} "${id}"${hint}`);
}

function jsonOf({ rule, channel, alerts }: Route, secrets: Configuration['secrets']) {
  return alerts.map(({ content, release, at, undecided }) => {
    const message = channel.render(content);
    return {
      rule,
      channel: channel.id,
      kind: content.alert.kind,
      release: { id: release.id, name: release.name },
      at: new Date(at).toISOString(),
      title: content.alert.title,
      url: content.alert.url,
      undecided,
      message: { contentType: message.contentType, body: hideSecrets(message.body, secrets) },
    };
  });
}

function printRoutes(context: CommandContext, routes: readonly Route[], { secrets }: Configuration): void {
  const { color } = context.terminal;
  if (routes.length === 0) context.print('No rule leads to such a channel.');
  for (const { rule, channel, alerts } of routes) {
    const count = counted(alerts.length, 'alert');
    context.print(heading(`${rule} → ${channel.id} (${channel.kind}): ${count}`, color));
    const shown = alerts.slice(0, SHOWN);
    const rows = shown.map(({ content: { alert }, at, undecided }) => [
      moment(at),
      alert.kind,
      alert.title,
      undecided ? 'waits: nobody says what the rule asks' : '',
    ]);
    const [newest] = alerts;
    if (newest === undefined) continue;
    context.print(formatTable(['when', 'kind', 'title', ''], rows, color));
    if (alerts.length > shown.length)
      context.print(`and ${alerts.length - shown.length} more (--json has all)`);
    const { contentType, body } = channel.render(newest.content);
    context.print(`\nThe newest, as ${channel.id} would be sent it (${contentType}):\n`);
    context.print(`${indented(hideSecrets(readableMessage(body), secrets))}\n`);
  }
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

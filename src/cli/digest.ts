import { digestDocument } from '../alerts/digest-document.ts';
import { digestHtml } from '../alerts/digest-html.ts';
import { digestMarkdown } from '../alerts/digest-markdown.ts';
import { everything, scopeOfChannel } from '../alerts/digest-scope.ts';
import { htmlPage } from '../alerts/html-page.ts';
import type { Language } from '../alerts/language.ts';
import type { Reader } from '../alerts/reader.ts';
import { isTimeZone } from '../alerts/time-zone.ts';
import type { Configuration } from '../config/configuration.ts';
import { suggest } from '../domain/nearest.ts';
import { UsageError } from '../errors.ts';
import { gatherDigest } from '../pipeline/gather-digest.ts';
import type { Labs } from '../pipeline/view-release.ts';
import { foldName } from '../store/records.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { reading } from './reading.ts';
import { parseSince } from './since.ts';

export interface DigestOptions {
  readonly since?: string;
  readonly until?: string;
  readonly channel?: string;
  readonly language?: Language;
  readonly timezone?: string;
  readonly format?: 'md' | 'html';
  readonly json?: boolean;
}

const SINCE = '7d';

/** Prints what happened in a period, as the catalog knows it now. Sends nothing, and is no digest that later ones correct. */
export async function digest(context: CommandContext, options: DigestOptions): Promise<ExitCode> {
  const configuration = await context.configuration();
  const now = context.clock.now();
  const from = parseSince(options.since ?? SINCE, now);
  const to = options.until === undefined ? now : parseSince(options.until, now);
  if (from >= to)
    throw new UsageError('since', 'the digest would end before it begins: --since is not before --until');
  const channel = channelOf(configuration, options.channel);
  const timeZone = zoneOf(options.timezone) ?? channel?.timezone ?? 'UTC';
  const reader: Reader = {
    language: options.language ?? channel?.language ?? 'en',
    timeZone,
    templates: [],
  };
  const labs: Labs = new Map(configuration.labs.map((lab) => [lab.id, lab]));
  const { digest } = await reading(context, (store) =>
    gatherDigest(store, {
      from,
      to,
      timeZone,
      scope: channel === null ? everything : scopeOfChannel(configuration.rules, channel.id),
      channel: channel?.id ?? null,
      labs,
      hiddenRepos: new Set(configuration.hiddenRepos.map(foldName)),
    }),
  );
  if (options.json === true) {
    context.printJson(digest);
    return 0;
  }
  const document = digestDocument(digest, reader);
  const text =
    options.format === 'html'
      ? htmlPage(reader.language, document.title, digestHtml(document), 'modelwatch')
      : digestMarkdown(document);
  context.print(text.trimEnd());
  return 0;
}

function channelOf({ channels }: Configuration, id: string | undefined) {
  if (id === undefined) return null;
  const channel = channels.find((one) => one.id === id);
  if (channel !== undefined) return channel;
  const ids = channels.map((one) => one.id);
  const hint = suggest(id, ids, 'Known channels') || ': alerts.yaml names none';
  throw new UsageError('channel', `there is no channel "${id}"${hint}`);
}

function zoneOf(name: string | undefined): string | null {
  if (name === undefined || isTimeZone(name)) return name ?? null;
  throw new UsageError('timezone', `"${name}" is no time zone`, [
    'Write an IANA name, as Asia/Shanghai, Europe/Berlin or UTC.',
  ]);
}

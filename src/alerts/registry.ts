import type { Channel } from './channel.ts';
import type { ChannelConfig } from './channel-config.ts';
import { createConsoleChannel } from './console/index.ts';
import { createDingtalkChannel } from './dingtalk/index.ts';
import { createDiscordChannel } from './discord/index.ts';
import { emailChannelFrom } from './email/from-config.ts';
import { feedFileChannelFrom } from './feed-file/from-config.ts';
import { createFeishuChannel } from './feishu/index.ts';
import { createMatrixChannel } from './matrix/index.ts';
import { createNtfyChannel } from './ntfy/index.ts';
import type { Reader } from './reader.ts';
import { createSlackChannel } from './slack/index.ts';
import { createTeamsChannel } from './teams/index.ts';
import { createTelegramChannel } from './telegram/index.ts';
import type { Template } from './template.ts';
import { templatesFor } from './templates.ts';
import { createWebhookChannel } from './webhook/index.ts';
import { createWecomChannel } from './wecom/index.ts';
import { wordedFor } from './worded.ts';

/** What channels need of the process that they run in. */
export interface ChannelEnvironment {
  readonly console: {
    readonly write: (text: string) => void;
    readonly color: boolean;
    readonly width: number;
  };
  /** Whether private addresses may be connected to by everything; for channels that do not use the HTTP client. */
  readonly allowPrivateNetwork?: boolean;
  /** The operator's own words, of all channels. */
  readonly templates?: readonly Template[];
}

type Kind = ChannelConfig['kind'];
type ConfigOf<K extends Kind> = Extract<ChannelConfig, { kind: K }>;
type Factories = { readonly [K in Kind]: (config: ConfigOf<K>, environment: ChannelEnvironment) => Channel };

const factories: Factories = {
  console: ({ id }, environment) => createConsoleChannel({ id, ...environment.console }),
  dingtalk: (config) => createDingtalkChannel(config),
  discord: (config) => createDiscordChannel(config),
  email: (config, environment) => emailChannelFrom(config, environment.allowPrivateNetwork ?? false),
  'feed-file': (config) => feedFileChannelFrom(config),
  feishu: (config) => createFeishuChannel(config),
  matrix: (config) => createMatrixChannel(config),
  ntfy: (config) => createNtfyChannel(config),
  slack: (config) => createSlackChannel(config),
  teams: (config) => createTeamsChannel(config),
  telegram: (config) => createTelegramChannel(config),
  wecom: (config) => createWecomChannel(config),
  webhook: ({ id, url, secret, allow_private_network: allowPrivateNetwork = false }) =>
    createWebhookChannel({ id, url, secret: secret ?? null, allowPrivateNetwork }),
};

/** The folders of `src/alerts/`, as a test makes sure. */
export const channelKinds = Object.keys(factories) as readonly Kind[];

/**
 * A channel as configured, which tells its readers in their language and zone, and in the operator's own words. Throws
 * UsageError where it cannot be used.
 */
export function createChannel<K extends Kind>(config: ConfigOf<K>, environment: ChannelEnvironment): Channel {
  const factory: Factories[K] = factories[config.kind as K];
  const channel = factory(config, environment);
  const { id, language = 'en', timezone: timeZone = 'UTC' } = config;
  const templates = templatesFor(environment.templates ?? [], id, language);
  const reader: Reader = { language, timeZone, templates };
  return { ...channel, render: (content) => channel.render(wordedFor(content, reader), reader) };
}

import type { Channel } from './channel.ts';
import type { ChannelConfig } from './channel-config.ts';
import { createConsoleChannel } from './console/index.ts';
import { createWebhookChannel } from './webhook/index.ts';

/** What channels need of the process that they run in. */
export interface ChannelEnvironment {
  readonly console: {
    readonly write: (text: string) => void;
    readonly color: boolean;
    readonly width: number;
  };
}

type Kind = ChannelConfig['kind'];
type ConfigOf<K extends Kind> = Extract<ChannelConfig, { kind: K }>;
type Factories = { readonly [K in Kind]: (config: ConfigOf<K>, environment: ChannelEnvironment) => Channel };

const factories: Factories = {
  console: ({ id }, environment) => createConsoleChannel({ id, ...environment.console }),
  webhook: ({ id, url, secret, allow_private_network: allowPrivateNetwork = false }) =>
    createWebhookChannel({ id, url, secret: secret ?? null, allowPrivateNetwork }),
};

/** The folders of `src/alerts/`, as a test makes sure. */
export const channelKinds = Object.keys(factories) as readonly Kind[];

/** A channel as configured. Throws UsageError where it cannot be used. */
export function createChannel<K extends Kind>(config: ConfigOf<K>, environment: ChannelEnvironment): Channel {
  const factory: Factories[K] = factories[config.kind as K];
  return factory(config, environment);
}

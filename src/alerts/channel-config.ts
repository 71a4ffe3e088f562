import { z } from 'zod';
import { consoleChannelSchema } from './console/config.ts';
import { webhookChannelSchema } from './webhook/config.ts';

/** One entry of `channels:` in alerts.yaml. A new channel adds its schema here. */
export const channelConfigSchema = z.discriminatedUnion('kind', [consoleChannelSchema, webhookChannelSchema]);

export type ChannelConfig = z.infer<typeof channelConfigSchema>;

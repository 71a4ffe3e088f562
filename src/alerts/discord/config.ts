import { z } from 'zod';
import { allowPrivateNetwork, channelId, webhookAddress } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';

/** Posts alerts to a channel of Discord, or to a thread where the address ends in `?thread_id=…`. */
export const discordChannelSchema = z.strictObject({
  id: channelId,
  kind: z.literal('discord'),
  url: webhookAddress('Address of the webhook, https://discord.com/api/webhooks/…'),
  allow_private_network: allowPrivateNetwork,
  ...channelOptions,
});

export type DiscordChannelConfig = z.infer<typeof discordChannelSchema>;

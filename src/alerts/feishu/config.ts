import { z } from 'zod';
import { allowPrivateNetwork, channelId, webhookAddress } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';

/** Posts alerts to a group of Feishu or Lark through a custom bot. */
export const feishuChannelSchema = z.strictObject({
  id: channelId,
  kind: z.literal('feishu'),
  url: webhookAddress('Address of the custom bot, https://open.feishu.cn/open-apis/bot/v2/hook/…'),
  secret: z.exactOptional(
    z
      .string()
      .min(1)
      .describe('Secret of the signature, where the bot asks for one; better taken from the environment'),
  ),
  allow_private_network: allowPrivateNetwork,
  ...channelOptions,
});

export type FeishuChannelConfig = z.infer<typeof feishuChannelSchema>;

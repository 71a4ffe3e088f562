import { z } from 'zod';
import { allowPrivateNetwork, channelId, webhookAddress } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';

/** Posts alerts to a group of WeCom through a group robot. */
export const wecomChannelSchema = z.strictObject({
  id: channelId,
  kind: z.literal('wecom'),
  url: webhookAddress('Address of the group robot, https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…'),
  allow_private_network: allowPrivateNetwork,
  ...channelOptions,
});

export type WecomChannelConfig = z.infer<typeof wecomChannelSchema>;

import { z } from 'zod';
import { allowPrivateNetwork, channelId, webhookAddress } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';

/** Posts alerts to a group of DingTalk through a custom robot. */
export const dingtalkChannelSchema = z.strictObject({
  id: channelId,
  kind: z.literal('dingtalk'),
  url: webhookAddress('Address of the custom robot, https://oapi.dingtalk.com/robot/send?access_token=…'),
  secret: z.exactOptional(
    z
      .string()
      .min(1)
      .describe(
        'Secret of the signature, "SEC…", where the robot asks for one; better taken from the environment',
      ),
  ),
  allow_private_network: allowPrivateNetwork,
  ...channelOptions,
});

export type DingtalkChannelConfig = z.infer<typeof dingtalkChannelSchema>;

import { z } from 'zod';
import { allowPrivateNetwork, channelId, webhookAddress } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';

/** Posts alerts to Microsoft Teams through a workflow that is started by a webhook request. */
export const teamsChannelSchema = z.strictObject({
  id: channelId,
  kind: z.literal('teams'),
  url: webhookAddress('Address of the workflow "When a Teams webhook request is received", with its "sig="'),
  allow_private_network: allowPrivateNetwork,
  ...channelOptions,
});

export type TeamsChannelConfig = z.infer<typeof teamsChannelSchema>;

import { z } from 'zod';
import { allowPrivateNetwork, channelId, serverAddress, webhookAddress } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';

export const SLACK_API = 'https://slack.com/api';

/** Posts alerts to Slack: with the address of an incoming webhook, or as a bot, which can also amend what it posted. */
export const slackChannelSchema = z
  .strictObject({
    id: channelId,
    kind: z.literal('slack'),
    url: z.exactOptional(
      webhookAddress('Address of an incoming webhook, https://hooks.slack.com/services/…'),
    ),
    token: z.exactOptional(
      z
        .string()
        .regex(/^xox[a-z]-[\w-]+$/, { error: 'A bot token begins with "xoxb-"' })
        .describe('Bot token, "xoxb-…", with the scope chat:write; better taken from the environment'),
    ),
    channel: z.exactOptional(
      z
        .string()
        .regex(/^#?[\p{L}\p{N}._-]+$/u, { error: 'A channel is its id, as C0123456789' })
        .describe('Id of the channel that the bot posts to (at the end of "View channel details")'),
    ),
    api: z.exactOptional(serverAddress(SLACK_API)),
    allow_private_network: allowPrivateNetwork,
    ...channelOptions,
  })
  .superRefine(({ url, token, channel }, context) => {
    const isBot = token !== undefined && channel !== undefined;
    const isPart = token !== undefined || channel !== undefined;
    if (url === undefined ? isBot : !isPart) return;
    context.addIssue({
      code: 'custom',
      message: 'Slack needs either "url", of an incoming webhook, or "token" and "channel", of a bot',
    });
  });

export type SlackChannelConfig = z.infer<typeof slackChannelSchema>;

import { z } from 'zod';
import { consoleChannelSchema } from './console/config.ts';
import { dingtalkChannelSchema } from './dingtalk/config.ts';
import { discordChannelSchema } from './discord/config.ts';
import { emailChannelSchema } from './email/config.ts';
import { feedFileChannelSchema } from './feed-file/config.ts';
import { feishuChannelSchema } from './feishu/config.ts';
import { matrixChannelSchema } from './matrix/config.ts';
import { ntfyChannelSchema } from './ntfy/config.ts';
import { slackChannelSchema } from './slack/config.ts';
import { teamsChannelSchema } from './teams/config.ts';
import { telegramChannelSchema } from './telegram/config.ts';
import { webhookChannelSchema } from './webhook/config.ts';
import { wecomChannelSchema } from './wecom/config.ts';

/** One entry of `channels:` in alerts.yaml. A new channel adds its schema here. */
export const channelConfigSchema = z.discriminatedUnion('kind', [
  consoleChannelSchema,
  webhookChannelSchema,
  dingtalkChannelSchema,
  discordChannelSchema,
  emailChannelSchema,
  feedFileChannelSchema,
  feishuChannelSchema,
  matrixChannelSchema,
  ntfyChannelSchema,
  slackChannelSchema,
  teamsChannelSchema,
  telegramChannelSchema,
  wecomChannelSchema,
]);

export type ChannelConfig = z.infer<typeof channelConfigSchema>;

import { z } from 'zod';
import { allowPrivateNetwork, channelId, serverAddress } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';

export const TELEGRAM_API = 'https://api.telegram.org';

/** Posts alerts to a chat, group or channel of Telegram as a bot. */
export const telegramChannelSchema = z.strictObject({
  id: channelId,
  kind: z.literal('telegram'),
  token: z
    .string()
    .regex(/^\d+:[\w-]+$/, { error: 'A bot token is digits, a colon and the rest, as @BotFather gives it' })
    .describe('Bot token from @BotFather; better taken from the environment'),
  chat: z
    .union([z.int(), z.string()])
    .refine((chat) => /^(?:-?\d+|@\w+)$/.test(String(chat)), {
      error: 'A chat is its number, as -1001234567890, or the name of a public channel, as "@example"',
    })
    .describe('Number of the chat, or "@name" of a public channel'),
  thread: z.exactOptional(z.int().describe('Topic of a group that has topics')),
  api: z.exactOptional(serverAddress(TELEGRAM_API)),
  allow_private_network: allowPrivateNetwork,
  ...channelOptions,
});

export type TelegramChannelConfig = z.infer<typeof telegramChannelSchema>;

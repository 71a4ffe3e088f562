import { z } from 'zod';
import { allowPrivateNetwork, channelId, serverAddress } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';

export const NTFY_SERVER = 'https://ntfy.sh';

/** Publishes alerts to a topic of ntfy. */
export const ntfyChannelSchema = z.strictObject({
  id: channelId,
  kind: z.literal('ntfy'),
  topic: z
    .string()
    .regex(/^[-_A-Za-z0-9]{1,64}$/, {
      error: 'A topic is at most 64 letters, digits, hyphens and underscores',
    })
    .describe(
      'Topic; where anybody may read it, its name is all that protects it: better taken from the environment',
    ),
  server: z.exactOptional(serverAddress(NTFY_SERVER)),
  token: z.exactOptional(
    z
      .string()
      .min(1)
      .describe('Access token, "tk_…", of a protected topic; better taken from the environment'),
  ),
  allow_private_network: allowPrivateNetwork,
  ...channelOptions,
});

export type NtfyChannelConfig = z.infer<typeof ntfyChannelSchema>;

import { z } from 'zod';
import { allowPrivateNetwork, channelId, httpAddress } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';

/** Posts alerts to a room of Matrix, which must not be encrypted. */
export const matrixChannelSchema = z.strictObject({
  id: channelId,
  kind: z.literal('matrix'),
  server: httpAddress('Address of the homeserver, as https://matrix.example.org'),
  token: z
    .string()
    .min(1)
    .describe('Access token of the account that posts; better taken from the environment'),
  room: z
    .string()
    .regex(/^![^\s]+$/, { error: 'A room is its internal id, which begins with "!" (Settings, Advanced)' })
    .describe('Internal id of the room, "!…"'),
  allow_private_network: allowPrivateNetwork,
  ...channelOptions,
});

export type MatrixChannelConfig = z.infer<typeof matrixChannelSchema>;

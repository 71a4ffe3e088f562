import { z } from 'zod';
import { identifierPattern, identifierRule } from '../../domain/identifier.ts';
import { channelOptions } from '../channel-options.ts';

/** Writes alerts to the terminal. */
export const consoleChannelSchema = z.strictObject({
  id: z.string().regex(identifierPattern, { error: identifierRule }),
  kind: z.literal('console'),
  ...channelOptions,
});

export type ConsoleChannelConfig = z.infer<typeof consoleChannelSchema>;

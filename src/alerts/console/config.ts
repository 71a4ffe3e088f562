import { z } from 'zod';
import { identifierPattern, identifierRule } from '../../domain/identifier.ts';

/** Writes alerts to the terminal. */
export const consoleChannelSchema = z.strictObject({
  id: z.string().regex(identifierPattern, { error: identifierRule }),
  kind: z.literal('console'),
});

export type ConsoleChannelConfig = z.infer<typeof consoleChannelSchema>;

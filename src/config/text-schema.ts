import { z } from 'zod';

/** Text that is shown to people: not empty, and without control characters, which a terminal would obey. */
export const textSchema = z
  .string()
  .min(1)
  .regex(/^\P{Cc}*$/u, { error: 'The text holds a line break or another control character' });

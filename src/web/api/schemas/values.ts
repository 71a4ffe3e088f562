import { z } from '@hono/zod-openapi';

/** An instant of ISO 8601, in UTC. */
export const instant = z.iso.datetime().openapi({ example: '2025-07-28T12:32:00.000Z' });

/** ISO 8601, as precise as known. */
export const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  .openapi({ example: '2025-07-28', description: 'ISO 8601, as precise as known: a year, a month or a day' });

/** Empty where there is none. */
export const link = z
  .string()
  .openapi({ description: 'An http or https address; empty where there is none' });

export const count = z.int().min(0);

/** Why something did not work. */
export const trouble = z.object({
  code: z.string().openapi({ description: 'Stable, for programs' }),
  message: z.string(),
});

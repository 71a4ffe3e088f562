import { z } from '@hono/zod-openapi';

/** One page of a list. */
export function listOf<Item extends z.ZodType>(item: Item, extra: z.ZodRawShape = {}) {
  return z.object({
    items: z.array(item),
    ...extra,
    next: z
      .string()
      .nullable()
      .openapi({ description: 'For `cursor`, to go on from here; null where there is no more' }),
  });
}

import { z } from '@hono/zod-openapi';

/** Items on one page of a list, unless asked otherwise, and at most. */
export const PAGE_SIZE = 50;
export const LARGEST_PAGE = 200;

/** A whole number in a query. */
export function wholeNumber(min: number, max: number, description: string) {
  const message = `takes a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, { error: message })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: message })
    .optional()
    .openapi({ type: 'integer', minimum: min, maximum: max, description });
}

export const limit = wholeNumber(1, LARGEST_PAGE, `Items on the page; ${PAGE_SIZE} unless told`);

export const cursor = z.string().max(1000).optional().openapi({
  description: 'To go on where a page ended: `next` of that page, with the same other parameters',
});

/** Something that is found by what it is called. */
export function word(description: string, example?: string) {
  return z
    .string()
    .max(500)
    .optional()
    .openapi({ description, ...(example === undefined ? {} : { example }) });
}

export function oneOf<const Values extends readonly [string, ...string[]]>(
  values: Values,
  description: string,
) {
  return z
    .enum(values, { error: `takes one of ${values.join(', ')}` })
    .optional()
    .openapi({ description });
}

/** Yes where it is `true` or `1`. */
export function flag(description: string) {
  return z
    .enum(['true', 'false', '1', '0'], { error: 'takes true or false' })
    .transform((value) => value === 'true' || value === '1')
    .optional()
    .openapi({ type: 'boolean', description });
}

/** The id of something, in a path. */
export function idOf(description: string, example: string) {
  return z.object({ id: z.string().min(1).max(200).openapi({ description, example }) });
}

import { z } from 'zod';
import { officialNeedsLab, publishedFields, webAddressSchema, zoneSchema } from '../source-fields.ts';

const selectorSchema = z.string().min(1).describe('CSS selector');

/** A page without a feed. Read as text (its paragraphs), as a list (its entries) or as a table (its rows). */
export const webPageSchema = z
  .strictObject({
    ...publishedFields,
    kind: z.literal('web-page'),
    url: webAddressSchema,
    select: z.exactOptional(
      selectorSchema.describe('What of the page is watched; its main text unless told'),
    ),
    as: z.exactOptional(z.enum(['text', 'list', 'table']).describe('text unless told')),
    entry: z.exactOptional(
      z
        .strictObject({
          item: selectorSchema.describe('One entry, within what is selected'),
          title: z.exactOptional(
            selectorSchema.describe('Within the entry; its first heading or link unless told'),
          ),
          link: z.exactOptional(selectorSchema.describe('Within the entry; its first link unless told')),
          date: z.exactOptional(selectorSchema.describe('Within the entry; its first <time> unless told')),
          summary: z.exactOptional(selectorSchema),
        })
        .describe('For a list: where its entries are'),
    ),
    subject: z.exactOptional(
      z
        .string()
        .min(1)
        .describe('For a table: the header of the column that names the model; the first unless told'),
    ),
    attribute: z.exactOptional(
      z
        .enum(['prices', 'context_length'])
        .describe('For a table without telling headers: what its values are'),
    ),
    zone: z.exactOptional(zoneSchema.describe('Time zone of dates that name none; UTC unless told')),
  })
  .refine((page) => page.official !== true || page.lab !== undefined, officialNeedsLab)
  .refine((page) => (page.as === 'list') === (page.entry !== undefined), {
    path: ['entry'],
    error: '"entry" belongs to "as: list", and the other way round',
  });

export type WebPageConfig = z.infer<typeof webPageSchema>;

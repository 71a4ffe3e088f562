import { z } from 'zod';
import { officialNeedsLab, publishedFields, webAddressSchema, zoneSchema } from '../source-fields.ts';

const selectorSchema = z.string().min(1).max(500).describe('CSS selector');

/** Entries that are elements of their own. */
const itemEntrySchema = z.strictObject({
  item: selectorSchema.describe('One entry, within what is selected'),
  title: z.exactOptional(
    selectorSchema.describe('Within the entry; its first heading, else its first link, unless told'),
  ),
  link: z.exactOptional(selectorSchema.describe('Within the entry; its first link unless told')),
  date: z.exactOptional(
    selectorSchema.describe('Within the entry; its first <time>, else the first line that is a date'),
  ),
  summary: z.exactOptional(selectorSchema.describe('Within the entry')),
});

/** Entries that no element holds: each runs from its heading to the next. */
const headedEntrySchema = z.strictObject({
  heading: selectorSchema.describe(
    'The heading that an entry begins with, as h2. Where it is nothing but a date, the headings below it are the titles',
  ),
});

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
        .union([itemEntrySchema, headedEntrySchema], {
          error: 'Say where an entry is: either "item" (and what is in it), or "heading"',
        })
        .describe('For a list: where its entries are'),
    ),
    subject: z.exactOptional(
      z
        .string()
        .min(1)
        .describe('For a table: the header of the column that names the model; the first unless told'),
    ),
    orientation: z.exactOptional(
      z
        .enum(['rows', 'columns'])
        .describe('For a table: whether a model is a row or a column; seen from its headers unless told'),
    ),
    attribute: z.exactOptional(
      z
        .enum(['prices', 'context_length'])
        .describe('For a table without telling headers: what its values are'),
    ),
    currency: z.exactOptional(
      z
        .string()
        .regex(/^[A-Z]{3}$/, { error: 'Not a currency: write its code, as USD' })
        .describe('For a table whose prices name no currency'),
    ),
    zone: z.exactOptional(zoneSchema.describe('Time zone of dates that name none; UTC unless told')),
  })
  .refine((page) => page.official !== true || page.lab !== undefined, officialNeedsLab)
  .refine((page) => (page.as === 'list') === (page.entry !== undefined), {
    path: ['entry'],
    error: '"entry" belongs to "as: list", and the other way round',
  })
  .refine(
    ({ as, subject, orientation, attribute, currency }) =>
      as === 'table' || [subject, orientation, attribute, currency].every((option) => option === undefined),
    { path: ['as'], error: '"subject", "orientation", "attribute" and "currency" belong to "as: table"' },
  );

export type WebPageConfig = z.infer<typeof webPageSchema>;
export type ItemEntry = z.infer<typeof itemEntrySchema>;

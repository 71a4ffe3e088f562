import { z } from 'zod';
import { officialNeedsLab, publishedFields, webAddressSchema, zoneSchema } from '../source-fields.ts';

/** RSS, RDF, Atom or JSON Feed. */
export const feedSchema = z
  .strictObject({
    ...publishedFields,
    kind: z.literal('feed'),
    url: webAddressSchema,
    zone: z.exactOptional(zoneSchema.describe('Time zone of dates that name none; UTC unless told')),
  })
  .refine((feed) => feed.official !== true || feed.lab !== undefined, officialNeedsLab);

export type FeedConfig = z.infer<typeof feedSchema>;

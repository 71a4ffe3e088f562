import { z } from 'zod';
import { publishedFields, webAddressSchema } from '../source-fields.ts';

/** A path of keys into the answer, as `data.models` or `pricing.prompt`; empty for the answer itself. */
const pathSchema = z
  .string()
  .regex(/^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)?$/, {
    error: 'Not a path: write keys with dots, as data.models',
  });

/** A list in JSON: models that can be used, repos of a hub, or organizations. */
export const jsonApiSchema = z.strictObject({
  ...publishedFields,
  kind: z.literal('json-api'),
  url: webAddressSchema,
  as: z
    .enum(['models', 'repos', 'organizations'])
    .describe(
      'models: entries of a catalogue; repos: repos of another hub; organizations: who publishes them',
    ),
  items: z.exactOptional(pathSchema.describe('Where the list is; the answer itself unless told')),
  fields: z
    .record(z.string(), pathSchema)
    .describe(
      'What is read from each entry: name of the attribute → path within the entry; id and name at least',
    ),
  pages: z.exactOptional(
    z
      .strictObject({
        parameter: z.string().min(1).describe('Query parameter that carries the number of the page'),
        first: z.exactOptional(z.int().min(0).describe('Number of the first page; 1 unless told')),
        size: z.int().min(1).max(1000).describe('Entries on a full page'),
        total: z.exactOptional(pathSchema.describe('Where the answer says how many entries there are')),
      })
      .describe('For a list that comes in pages'),
  ),
});

export type JsonApiConfig = z.infer<typeof jsonApiSchema>;

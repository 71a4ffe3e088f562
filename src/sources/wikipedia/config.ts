import { z } from 'zod';
import { sourceFields, webAddressSchema } from '../source-fields.ts';

/** One page of a MediaWiki site. Without a lab its tables list many labs, and only those in labs.yaml are watched. */
export const wikipediaPageSchema = z.strictObject({
  ...sourceFields,
  kind: z.literal('wikipedia-page'),
  lab: z.exactOptional(z.string().describe('Id of a lab in labs.yaml, where the page is about that lab')),
  title: z
    .string()
    .min(1)
    .max(255)
    .refine((title) => !/[#<>[\]|{}_]/.test(title), {
      error: 'Not the title of a page: write it as its heading shows it, as DeepSeek (chatbot)',
    }),
  site: z.exactOptional(
    webAddressSchema
      .refine((site) => new URL(site).pathname === '/' && new URL(site).search === '', {
        error: 'Write the site alone, as https://zh.wikipedia.org',
      })
      .describe('https://en.wikipedia.org unless told'),
  ),
});

export type WikipediaPageConfig = z.infer<typeof wikipediaPageSchema>;

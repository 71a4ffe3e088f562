import { z } from 'zod';
import { channelId } from '../channel-fields.ts';
import { channelOptions } from '../channel-options.ts';
import { safeUrl } from '../hostile-text.ts';

export const feedFormats = ['rss', 'atom', 'json'] as const;

export type FeedFormat = (typeof feedFormats)[number];

/** Writes alerts into feeds in a folder, for a web server to show. */
export const feedFileChannelSchema = z.strictObject({
  id: channelId,
  kind: z.literal('feed-file'),
  folder: z
    .string()
    .min(1)
    .describe('Where the feeds are written, as seen from where the program runs; nothing outside is touched'),
  formats: z.exactOptional(z.array(z.enum(feedFormats)).min(1).describe('All three unless told')),
  title: z.exactOptional(z.string().min(1).max(200).describe('Of the feed of everything')),
  base_url: z.exactOptional(
    z
      .string()
      .refine((url) => safeUrl(url) !== null, {
        error: 'Not an address: it has to begin with https:// or http://',
      })
      .describe('Where the folder is to be found on the web, as https://example.org/feeds/'),
  ),
  keep: z.exactOptional(z.int().min(1).max(500).describe('Entries of each feed; 50 unless told')),
  ...channelOptions,
});

export type FeedFileChannelConfig = z.infer<typeof feedFileChannelSchema>;

import { z } from 'zod';
import { identifierPattern, identifierRule } from '../domain/identifier.ts';
import { cronSchema } from './cron.ts';

/** What every kind of source may say. */
export const sourceFields = {
  id: z.string().regex(identifierPattern, { error: identifierRule }),
  every: z.exactOptional(cronSchema),
};

/** An address on the web. Names and passwords in it would be shown wherever the source is. */
export const webAddressSchema = z
  .url({
    protocol: /^https?$/,
    hostname: /.+/,
    error: 'Not a web address: write it whole, as https://example.org/feed.xml',
  })
  .refine((address) => !/^https?:\/\/[^/?#]*@/i.test(address), {
    error: 'An address with a name and password in it would be shown in logs; leave them out',
  });

/** What a source that publishes articles or statements may say besides. */
export const publishedFields = {
  ...sourceFields,
  lab: z.exactOptional(
    z.string().describe('Id of a lab in labs.yaml, where everything in it is about that lab'),
  ),
  publisher: z.exactOptional(
    z
      .string()
      .min(1)
      .describe('Who publishes it, where that is not its host: two sources of one publisher confirm nothing'),
  ),
  official: z.exactOptional(
    z.boolean().describe('Published by the lab itself: it alone is enough for an announcement. Needs lab'),
  ),
};

export const officialNeedsLab = {
  path: ['official'],
  error: '"official" means that a lab speaks for itself: say under "lab" which',
};

/** Zone for dates that name none, as Asia/Shanghai. */
export const zoneSchema = z
  .string()
  .refine((zone) => isZone(zone), { error: 'Not a time zone: write an IANA name, as Asia/Shanghai' });

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

import { z } from 'zod';
import { languages } from './language.ts';

/** Fields that every channel has: how its readers want to be told. */
export const channelOptions = {
  language: z.exactOptional(z.enum(languages).describe('Of its messages; "en" unless told')),
  timezone: z.exactOptional(
    z
      .string()
      .refine(isTimeZone, { error: 'Not a time zone of the IANA list, as Asia/Shanghai or Europe/Berlin' })
      .describe('Of its readers, by its IANA name, as Asia/Shanghai; UTC unless told'),
  ),
};

function isTimeZone(name: string): boolean {
  try {
    // Names with a slash, and UTC: what Intl takes besides ("+08:00", "EST") knows no daylight saving.
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name === 'UTC' || name.includes('/');
  } catch {
    return false;
  }
}

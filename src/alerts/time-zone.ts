import { z } from 'zod';

/** A time zone by its IANA name, checked against the ones that this Node knows. */
export const timeZone = z.string().refine(isTimeZone, {
  error: 'Not a time zone of the IANA list, as Asia/Shanghai or Europe/Berlin',
});

/** Whether it is a name that `timezone` takes. */
export function isTimeZone(name: string): boolean {
  try {
    // Names with a slash, and UTC: what Intl takes besides ("+08:00", "EST") knows no daylight saving.
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name === 'UTC' || name.includes('/');
  } catch {
    return false;
  }
}

import { z } from 'zod';
import { wallTimePattern } from '../domain/local-time.ts';
import { alertPatterns } from './rule.ts';
import { timeZone } from './time-zone.ts';

const wallTime = z
  .string({ error: 'Not a time of day: write it as "22:00", in quotes' })
  .regex(wallTimePattern, { error: 'Not a time of day: write hours and minutes, as 22:00 or 07:30' });

/** When a channel's readers want to be left alone: what comes then waits until it is over. */
export const quietHoursSchema = z
  .strictObject({
    from: wallTime.describe('Local time at which they begin, as 22:00'),
    to: wallTime.describe('Local time at which they end, as 07:30; the next day where that is earlier'),
    timezone: z.exactOptional(timeZone.describe("IANA name; the channel's time zone unless told")),
    except: z.exactOptional(
      z.array(z.enum(alertPatterns)).min(1).describe('Alerts that go out all the same, as source.failing'),
    ),
  })
  .refine(({ from, to }) => from !== to, {
    error: 'Quiet hours that end when they begin would leave no time to send',
    path: ['to'],
  });

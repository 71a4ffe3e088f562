import { z } from 'zod';
import { digestSchema } from './digest-plan.ts';
import { languages } from './language.ts';
import { quietHoursSchema } from './quiet-hours.ts';
import { timeZone } from './time-zone.ts';

/** Fields that every channel has: how its readers want to be told. */
export const channelOptions = {
  language: z.exactOptional(z.enum(languages).describe('Of its messages; "en" unless told')),
  timezone: z.exactOptional(
    timeZone.describe('Of its readers, by its IANA name, as Asia/Shanghai; UTC unless told'),
  ),
  quiet_hours: z.exactOptional(quietHoursSchema.describe('What comes in them is sent when they are over')),
  digest: z.exactOptional(
    digestSchema.describe('All that happened, daily or weekly; beside the alerts that rules send, or alone'),
  ),
  at_most_per_hour: z.exactOptional(
    z
      .int({ error: 'Not a whole number of messages' })
      .min(1, { error: 'At least 1: a channel that is to be told nothing stands in no rule' })
      .describe('Messages in any 60 minutes; what is more is sent as one when the hour allows'),
  ),
};

import { z } from 'zod';
import { type WallTime, wallTimePattern, weekdays } from '../domain/local-time.ts';
import type { ChannelConfig } from './channel-config.ts';
import { type DigestScope, scopeOfChannel } from './digest-scope.ts';
import type { Rule } from './rule.ts';

/** When a channel is sent what happened since the last time, and whether also when that is nothing. */
export const digestSchema = z
  .strictObject({
    every: z.enum(['day', 'week']).describe('How often'),
    at: z
      .string({ error: 'Not a time of day: write it as "08:00", in quotes' })
      .regex(wallTimePattern, { error: 'Not a time of day: write hours and minutes, as 08:00' })
      .describe("Local time, in the channel's time zone"),
    on: z.exactOptional(z.enum(weekdays).describe('Day of the week, for a weekly one; monday unless told')),
    empty: z.exactOptional(
      z.enum(['send', 'skip']).describe('What becomes of a time in which nothing happened; skip unless told'),
    ),
  })
  .refine(({ every, on }) => every === 'week' || on === undefined, {
    error: 'A daily digest has no day of the week: leave "on" out, or write "every: week"',
    path: ['on'],
  });

export interface DigestPlan {
  readonly channel: string;
  readonly time: WallTime;
  /** IANA name. */
  readonly timeZone: string;
  /** Whether it is sent when nothing happened. */
  readonly sendsEmpty: boolean;
  readonly scope: DigestScope;
}

/** The digests of the channels that have one. */
export function digestPlans(channels: readonly ChannelConfig[], rules: readonly Rule[]): DigestPlan[] {
  return channels.flatMap(({ id, digest, timezone = 'UTC' }): DigestPlan[] => {
    if (digest === undefined) return [];
    const { every, at: time, on: weekday = 'monday', empty = 'skip' } = digest;
    return [
      {
        channel: id,
        time: every === 'week' ? { time, weekday } : { time },
        timeZone: timezone,
        sendsEmpty: empty === 'send',
        scope: scopeOfChannel(rules, id),
      },
    ];
  });
}

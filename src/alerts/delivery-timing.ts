import type { AlertKind } from '../domain/alert.ts';
import type { Pace } from '../domain/delivery-pace.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { ChannelConfig } from './channel-config.ts';
import { patternCovers } from './rule-matching.ts';

/** When and how often the readers of a channel want to be told. */
export interface DeliveryTiming {
  /** Null where the channel has none, or they do not hold for such an alert. */
  quietHoursFor(kind: AlertKind): QuietHours | null;
  /** What is more than this is told together. */
  readonly cap: Pace | null;
}

const HOUR_MS = 3_600_000;

/** Of a channel as configured. */
export function timingOf({ quiet_hours, timezone = 'UTC', at_most_per_hour }: ChannelConfig): DeliveryTiming {
  const except = quiet_hours?.except ?? [];
  const hours = quiet_hours === undefined ? null : { timezone, ...quiet_hours };
  return {
    quietHoursFor: (kind) => (except.some((pattern) => patternCovers(pattern, kind)) ? null : hours),
    cap: at_most_per_hour === undefined ? null : { messages: at_most_per_hour, ms: HOUR_MS },
  };
}

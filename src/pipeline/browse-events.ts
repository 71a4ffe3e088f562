import type { LoggedEvent } from '../domain/events.ts';
import { letOthersRun } from '../event-loop.ts';
import type { Reader } from '../store/database.ts';
import { newestEvent, readEvents } from '../store/events.ts';
import { type LookBounds, USUAL_BOUNDS } from './look-bounds.ts';

/** Which events somebody wants to see. */
export interface EventFilter {
  /** Those of a first look, too. */
  readonly baseline: boolean;
  /** Ids of labs; all where there are none. */
  readonly lab?: readonly string[] | undefined;
}

export interface EventsRead {
  readonly events: readonly LoggedEvent[];
  /** Number of the last event that was looked at: what comes next comes after it. */
  readonly last: number;
  /** Whether there is more in the log just now. */
  readonly more: boolean;
}

/** Events after number `after`, oldest first, at most `limit`. There may be millions, of which few fit. */
export async function browseEvents(
  reader: Reader,
  filter: EventFilter,
  after: number,
  limit: number,
  bounds: LookBounds = USUAL_BOUNDS,
): Promise<EventsRead> {
  // Asked before anything is read: what is written meanwhile is left to who asks next.
  const newest = await newestEvent(reader);
  const events: LoggedEvent[] = [];
  let last = after;
  for (let look = 0; look < bounds.stretches && last < newest && events.length < limit; look++) {
    const through = Math.min(newest, last + bounds.stretch);
    const page = { ...filter, after: last, through, limit: limit - events.length };
    const found = await readEvents(reader, page);
    events.push(...found);
    last = events.length >= limit ? (found.at(-1)?.n ?? through) : through;
    await letOthersRun();
  }
  return { events, last, more: last < newest };
}

import { ModelwatchError } from '../errors.ts';
import type { Shown } from '../sources/source.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { EventOfLab } from '../store/events.ts';
import { recordListing } from './record-listing.ts';

/** What was shown, and how it is to be compared. */
export interface ShownBySource {
  readonly shown: Shown;
  readonly locator: string;
  /** Null where the source is of no one lab. */
  readonly lab: string | null;
  /** The source's first good poll: what nobody knows yet is stored quietly. */
  readonly baselining: boolean;
  /** What the answer does not show is not counted as absent. */
  readonly suspect: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Recorded {
  readonly events: readonly EventOfLab[];
  /** Whether the same answer, seen again, would change nothing: nothing waits for its absence to be confirmed. */
  readonly settled: boolean;
}

/** Compares what a source shows with the records, and brings them up to date, each form in its own way. */
export async function recordShown(tx: WriteTransaction, seen: ShownBySource): Promise<Recorded> {
  const { shown, locator, lab, baselining, suspect, now } = seen;
  switch (shown.form) {
    case 'repos': {
      if (lab === null)
        throw new ModelwatchError('unexpected', 'a listing of repos is of one lab', 'give-up');
      const { namespace, observations } = shown;
      const { events, settled } = await recordListing(tx, {
        namespace,
        locator,
        observations,
        baselining,
        suspect,
        now,
      });
      return { events: events.map((event) => ({ lab, event })), settled };
    }
    case 'entries':
    case 'articles':
      return { events: [], settled: true };
  }
}

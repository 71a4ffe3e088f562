import type { IdentityState } from '../domain/article-identity.ts';
import type { EventOfLab } from '../store/events.ts';

/** What came of comparing what a source shows with the records. */
export interface Recorded {
  readonly events: readonly EventOfLab[];
  /** Whether the same answer, seen again, would change nothing: nothing waits for its absence to be confirmed. */
  readonly settled: boolean;
  /** What the articles of the source are to be known by. */
  readonly identity?: IdentityState;
}

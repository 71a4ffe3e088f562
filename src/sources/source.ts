import type { Clock } from '../domain/clock.ts';
import type { ArticleObservation, EntryObservation, RepoObservation } from '../domain/observation.ts';
import type { HttpClient } from '../http/http-client.ts';

/** What a source needs to look at its upstream. It fetches and translates; storing and comparing are the runner's. */
export interface SourceContext {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /**
   * What the source gave beside its last answer, if that still stands for what is stored: the source's own text, as a
   * JSON of ETag, Last-Modified and a hash of the body.
   */
  readonly validator?: string | null;
}

/** What an answer shows, all in one form. */
export type Shown =
  /** A complete listing: what it does not show is absent. `namespace`: within it a repo's key is unique. */
  | {
      readonly form: 'repos';
      readonly namespace: string;
      readonly observations: readonly RepoObservation[];
    }
  /** A complete table, infobox or list: what it does not show is absent. */
  | { readonly form: 'entries'; readonly observations: readonly EntryObservation[] }
  /** The newest of a stream, or, where `complete`, all that the page has now. */
  | {
      readonly form: 'articles';
      readonly complete: boolean;
      readonly observations: readonly ArticleObservation[];
    };

/** How the upstream would be asked. */
export interface Pace {
  /** It asks not to be polled again for so many milliseconds: lengthens the interval, never shortens it. */
  readonly notWithinMs?: number;
}

/** A closed union: a failure is thrown, never returned. */
export type PollResult =
  | (Shown &
      Pace & {
        readonly kind: 'changed';
        readonly requests: number;
        /** Given back at the next poll, it lets the source say `not-modified`. */
        readonly validator?: string;
        /** What was mended to read the answer, for `sources check`: static words, no text of the upstream's. */
        readonly salvaged?: readonly string[];
      })
  /** The answer is, but for counters, the one that the validator came with. */
  | (Pace & {
      readonly kind: 'not-modified';
      readonly requests: number;
      /** Where the upstream gave new validators for the same answer. */
      readonly validator?: string;
    })
  /** The upstream says that the place itself no longer exists (410; a missing wiki page). */
  | { readonly kind: 'gone'; readonly requests: number };

export interface Source {
  /** Kind and place, as `huggingface-org:deepseek-ai`. State hangs on this, never on the configured id. */
  readonly locator: string;
  /** Looks once. Throws RateLimitedError, UpstreamError, NetworkError, ForbiddenAddressError. */
  poll(context: SourceContext): Promise<PollResult>;
  /** How many things the upstream itself says there are: decides where a listing is suspect. Null: it does not say. */
  expectedCount(context: SourceContext): Promise<number | null>;
}

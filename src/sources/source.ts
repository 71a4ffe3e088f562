import type { Clock } from '../domain/clock.ts';
import type { RepoObservation } from '../domain/observation.ts';
import type { HttpClient } from '../http/http-client.ts';

/** What a source needs to look at its upstream. It fetches and translates; storing and comparing are the runner's. */
export interface SourceContext {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What the source gave beside its last answer, if that still stands for what is stored. */
  readonly validator?: string | null;
}

/** A closed union: a failure is thrown, never returned. */
export type PollResult =
  | {
      readonly kind: 'changed';
      readonly observations: readonly RepoObservation[];
      readonly requests: number;
      /** Given back at the next poll, it lets the source say `not-modified`. */
      readonly validator?: string;
    }
  /** The answer is, but for counters, the one that the validator came with. */
  | { readonly kind: 'not-modified'; readonly requests: number }
  /** The upstream says that the place itself no longer exists. */
  | { readonly kind: 'gone'; readonly requests: number };

export interface Source {
  /** Kind and place, lower case, as `huggingface-org:deepseek-ai`. State hangs on this, never on the configured id. */
  readonly locator: string;
  /** Looks once. Throws RateLimitedError, UpstreamError, NetworkError, ForbiddenAddressError. */
  poll(context: SourceContext): Promise<PollResult>;
  /** How many repos the upstream itself says there are: decides where a listing is suspect. Null: it does not say. */
  expectedCount(context: SourceContext): Promise<number | null>;
}

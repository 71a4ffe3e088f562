import type { RepoObservation } from './observation.ts';
import type { Gap } from './schedule.ts';

/** A typed difference between a stored record and what a source shows now. Append-only and numbered in the store. */
export type ChangeEvent =
  /** Seen in a source's first good poll: stored quietly, never told. */
  | { readonly type: 'repo.baselined'; readonly key: string; readonly after: RepoObservation }
  | { readonly type: 'repo.added'; readonly key: string; readonly after: RepoObservation }
  /** Fields that differ, and only those. */
  | {
      readonly type: 'repo.changed';
      readonly key: string;
      readonly before: Partial<RepoObservation>;
      readonly after: Partial<RepoObservation>;
    }
  | {
      readonly type: 'repo.renamed';
      readonly key: string;
      readonly before: { readonly name: string };
      readonly after: { readonly name: string };
    }
  /** A new `_id` under a name that another `_id` held: the repo was deleted and made again. */
  | {
      readonly type: 'repo.recreated';
      readonly key: string;
      readonly before: { readonly key: string };
      readonly after: RepoObservation;
    }
  | {
      readonly type: 'repo.gated';
      readonly key: string;
      readonly before: { readonly gated: RepoObservation['gated'] };
      readonly after: { readonly gated: RepoObservation['gated'] };
    }
  | { readonly type: 'repo.missing'; readonly key: string; readonly before: { readonly name: string } }
  | { readonly type: 'repo.removed'; readonly key: string; readonly before: { readonly name: string } }
  | { readonly type: 'repo.returned'; readonly key: string; readonly after: RepoObservation };

export type ChangeEventType = ChangeEvent['type'];

/** A change event as it stands in the log. */
export type LoggedEvent = ChangeEvent & {
  /** Position in the log: a reader that asks for what comes after `n` never skips one. */
  readonly n: number;
  /** Locator of the source that showed it: kind and organization, never the configured id. */
  readonly locator: string;
  readonly lab: string;
  /** Milliseconds since 1970. */
  readonly observedAt: number;
  /** Whether much more than the source's rhythm had passed since its last good poll. */
  readonly gap: Gap;
};

import type { ArticleObservation, EntryObservation, RepoObservation } from './observation.ts';
import type { RepoFacts } from './repo-facts.ts';
import type { Gap } from './schedule.ts';
import type { LabSignal } from './signals/signal.ts';

/** A typed difference between a stored record and what a source shows now. Append-only and numbered in the store. */
export type ChangeEvent = RepoEvent | ArticleEvent | EntryEvent | BeliefEvent;

export type RepoEvent =
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
  | { readonly type: 'repo.returned'; readonly key: string; readonly after: RepoObservation }
  /** What its files say beyond the listing was read: the first time, or otherwise than before. */
  | { readonly type: 'repo.facts'; readonly key: string; readonly after: RepoFacts };

/** An article that speaks of the event's lab: one event for each lab that it speaks of, under the same key. */
export type ArticleEvent =
  | { readonly type: 'article.baselined'; readonly key: string; readonly after: SignalledArticle }
  | { readonly type: 'article.added'; readonly key: string; readonly after: SignalledArticle }
  /** Its title or text was edited so that it says something else of the lab. */
  | {
      readonly type: 'article.changed';
      readonly key: string;
      readonly before: { readonly title: string };
      readonly after: SignalledArticle;
    }
  /** A paragraph that a watched page no longer has; feeds forget their items without an event. */
  | { readonly type: 'article.removed'; readonly key: string; readonly before: { readonly title: string } };

/** An article together with what it says of the lab of its event. Its text stays with the record. */
export interface SignalledArticle extends Omit<ArticleObservation, 'text' | 'links'> {
  readonly signal: LabSignal;
}

export type EntryEvent =
  | { readonly type: 'entry.baselined'; readonly key: string; readonly after: EntryObservation }
  | { readonly type: 'entry.added'; readonly key: string; readonly after: EntryObservation }
  /** Fields that differ, and only those; null where a field is no longer there. */
  | {
      readonly type: 'entry.changed';
      readonly key: string;
      readonly before: Readonly<Record<string, string | null>>;
      readonly after: Readonly<Record<string, string | null>>;
    }
  | { readonly type: 'entry.missing'; readonly key: string; readonly before: { readonly subject: string } }
  | { readonly type: 'entry.removed'; readonly key: string; readonly before: { readonly subject: string } }
  | { readonly type: 'entry.returned'; readonly key: string; readonly after: EntryObservation };

/** The catalog holds something else to be true of a release than before. Its key is the id of the release. */
export interface BeliefEvent {
  readonly type: 'belief.changed';
  readonly key: string;
  readonly before: Belief;
  readonly after: Belief;
}

/** What is believed of one attribute of a release, or of one of its models. */
export interface Belief {
  /** As the release is called when it is written down. */
  readonly release: string;
  /** Name of the model; empty for the release as a whole. */
  readonly model: string;
  readonly attribute: string;
  readonly value: unknown;
  readonly reason: string;
  readonly source: string;
  readonly url: string;
}

export type ChangeEventType = ChangeEvent['type'];

/** A change event as it stands in the log. */
export type LoggedEvent = ChangeEvent & {
  /** Position in the log: a reader that asks for what comes after `n` never skips one. */
  readonly n: number;
  /** Locator of the source that showed it: kind and place, never the configured id. */
  readonly locator: string;
  readonly lab: string;
  /** Milliseconds since 1970. */
  readonly observedAt: number;
  /** Of the source's last good poll before, which did not show it yet. Null for its first, and where unknown. */
  readonly notBefore: number | null;
  /** Whether much more than the source's rhythm had passed since its last good poll. */
  readonly gap: Gap;
};

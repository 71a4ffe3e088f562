import type { AlertKind, KnownBefore } from './alert.ts';
import type { Topic } from './signals/signal.ts';
import type { Voice } from './signals/voice.ts';
import type { ToldChange } from './told-changes.ts';

/** What an alert is about, before it is said in a language. Stored with the alert: fields may be added, not changed. */
export type AlertSubject =
  | ({ readonly form: 'release' } & ReleaseSubject & ReleaseSayings)
  | { readonly form: 'sources'; readonly matter: SourceMatter; readonly sources: readonly ToldSource[] }
  | { readonly form: 'channel'; readonly matter: ChannelMatter; readonly channel: ToldChannel }
  | { readonly form: 'candidates'; readonly candidates: readonly NamedCandidate[] }
  | ({ readonly form: 'news' } & NewsSubject)
  | { readonly form: 'welcome'; readonly sources: number; readonly watch: Watch }
  | {
      readonly form: 'catch-up';
      /** How many alerts it tells. */
      readonly releases: number;
      readonly alerts: readonly GatheredAlert[];
      /** They are more than the channel takes in an hour. */
      readonly capped?: boolean;
    }
  | { readonly form: 'test' };

export interface ReleaseSubject {
  readonly labName: string | null;
  /** Its Chinese name, where it has one. */
  readonly labZh?: string | undefined;
  readonly releaseName: string;
  /** For an extension: the models that came, or the repos where those say more. */
  readonly added?: readonly string[];
  /** For an update, of what came while the release settled: attributes that nobody had stated before. */
  readonly nowStated?: readonly string[];
  /** For an extension by what bears the release's own name: what it is for. */
  readonly addedRole?: 'chat' | 'thinking';
  /** For a new release: what was known of it before its weights appeared. */
  readonly knownBefore?: KnownBefore | undefined;
  /** For one without weights: whether it is known to be served by an API. */
  readonly byApi?: boolean;
  /** For a correction or an update: what was told and is no longer so. */
  readonly changes?: readonly ToldChange[];
}

/** Who says so, and in which words. */
export interface ReleaseSayings {
  readonly saidBy: readonly SaidBy[];
  /** Of the first of them; empty where nobody is quoted. */
  readonly quote: string;
}

/** Somebody who says that a release is there, or comes. */
export interface SaidBy {
  readonly publisher: string;
  readonly voice: Voice;
}

export type SourceMatter = 'failing' | 'recovered' | 'gone' | 'silent';

/** One source of which operators are told. Times in milliseconds since 1970. */
export interface ToldSource {
  readonly id: string;
  readonly host: string;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Since when it has been so. */
  readonly since: number;
  readonly failures: number;
  readonly lastGoodAt: number | null;
  readonly nextTryAt: number;
}

export type ChannelMatter = 'failing' | 'recovered';

/** A channel of which others are told. Times in milliseconds since 1970. */
export interface ToldChannel {
  readonly id: string;
  readonly kind: string;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Since when it has failed, or had. */
  readonly since: number;
  readonly failures: number;
  /** How many messages wait for it. */
  readonly waiting: number;
}

/** An organization that nobody configured. Times in milliseconds since 1970. */
export interface NamedCandidate {
  readonly organization: string;
  readonly sightings: number;
  readonly firstSeen: number;
  /** Where it was seen last. */
  readonly title: string;
  readonly url: string;
}

export interface NewsSubject {
  readonly labName: string;
  readonly labZh?: string | undefined;
  /** Of the article, as it stands there. */
  readonly title: string;
  readonly quote: string;
  readonly topic: Topic;
  readonly publisher: string;
}

export interface ListedRelease {
  readonly name: string;
  readonly labName: string | null;
  readonly labZh?: string | undefined;
  /** ISO 8601. */
  readonly firstSeenAt: string;
}

export interface Watch {
  readonly organizations: number;
  readonly repos: number;
  /** What is watched beside them. */
  readonly pages: number;
  readonly feeds: number;
  readonly lists: number;
  readonly newest: readonly ListedRelease[];
  /** ISO 8601. */
  readonly nextLookAt: string;
}

/** One alert that is told in a catch-up. */
export interface GatheredAlert {
  readonly kind: AlertKind;
  readonly title: string;
  readonly url: string | null;
  readonly about?: AlertSubject | undefined;
}

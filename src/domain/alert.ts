import type { AlertSubject } from './alert-subject.ts';
import type { Digest } from './digest.ts';
import type { ReleaseView } from './release-view.ts';
import type { ToldChange } from './told-changes.ts';

/** What can be told of a release. */
export const releaseAlertKinds = [
  'release.announced',
  'release.available',
  'release.new',
  'release.extended',
  'release.updated',
  'release.corrected',
  'release.removed',
] as const;

export type ReleaseAlertKind = (typeof releaseAlertKinds)[number];

/** Everything that can be told. `welcome` is sent once to each new channel after the baseline. */
export const alertKinds = [
  ...releaseAlertKinds,
  'lab.news',
  'lab.candidate',
  'source.failing',
  'source.recovered',
  'source.gone',
  'source.silent',
  'channel.failing',
  'channel.recovered',
  'catch-up',
  'digest',
  'welcome',
] as const;

export type AlertKind = (typeof alertKinds)[number];

/** What an alert says, before any channel has put it into its own form. */
export interface AlertContent {
  readonly alert: {
    readonly id: string;
    readonly kind: AlertKind;
    /** One line, plain text. */
    readonly title: string;
    /** ISO 8601. */
    readonly createdAt: string;
    /** Where to look first: the repo, for a release with weights. */
    readonly url: string | null;
    /** Further plain-text lines: what came, for a catch-up or a welcome; what is new, for an extension. */
    readonly lines: readonly string[];
    readonly labName: string | null;
    /** ISO 8601: when the repo was made, for a reader who wants to know how late we are. */
    readonly firstRepoCreatedAt?: string;
    /** What was known of the release before its weights appeared. */
    readonly knownBefore?: KnownBefore;
    /** Hub names of the repos that this alert speaks of. */
    readonly covers: readonly string[];
    /** What is otherwise than it was told, for a correction or an update. */
    readonly changes?: readonly ToldChange[];
    /** Who was first to say or show it, where that was before this alert's own sign of it. */
    readonly firstSign?: FirstSign;
    /** What title and lines are made from in the reader's language; absent where they stand in one language only. */
    readonly about?: AlertSubject;
  };
  /** Absent for alerts about sources, a catch-up, a welcome. */
  readonly release?: ReleaseView;
  /** What sources contradict each other on, of the release and its models; absent where it is nothing. */
  readonly disputes?: readonly ToldDispute[];
  /** Of a digest alone. */
  readonly digest?: Digest;
}

/** One thing that cannot be true in both ways. */
export interface ToldDispute {
  /** The release, or a model of it. */
  readonly subject: string;
  readonly attribute: string;
  /** Null where nothing that is said can be true. */
  readonly believed: (ToldSide & { readonly reason: string }) | null;
  readonly against: readonly ToldSide[];
}

export interface ToldSide {
  readonly value: unknown;
  readonly source: string;
  readonly url: string;
}

export interface FirstSign {
  /** As a person calls it: a publisher. */
  readonly by: string;
  /** ISO 8601: when it was there at the latest. */
  readonly at: string;
}

export interface KnownBefore {
  readonly as: 'planned' | 'announced' | 'available';
  /** ISO 8601: when that was first seen. */
  readonly since: string;
}

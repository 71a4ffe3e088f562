import type { KnownBefore, ReleaseAlertKind } from '../../domain/alert.ts';
import type {
  ChannelMatter,
  ListedRelease,
  NamedCandidate,
  ReleaseSubject,
  SaidBy,
  SourceMatter,
  ToldChannel,
  ToldSource,
  Watch,
} from '../../domain/alert-subject.ts';
import type { Kind, ReleaseStatus } from '../../domain/catalog.ts';
import type { Topic } from '../../domain/signals/signal.ts';
import type { ToldChange } from '../../domain/told-changes.ts';
import type { DigestPhrases } from './digest-phrases.ts';

/**
 * All that messages say, in one language. A language is one object of this shape, so that a phrase that is missing does
 * not compile. Texts are put in made safe; dates and amounts come in words of the same language.
 */

export interface SourceSubject {
  /** As a person calls it: `deepseek-ai on Hugging Face`; the host, where several of one host are one alert. */
  readonly source: string;
  /** How many of that host, where it is more than one. */
  readonly count?: number;
}

/** Alerts about news and lab candidates bring their own titles. */
export interface TitleSubjects extends Record<ReleaseAlertKind, ReleaseSubject> {
  readonly 'source.failing': SourceSubject;
  readonly 'source.recovered': SourceSubject;
  readonly 'source.gone': SourceSubject;
  readonly 'source.silent': SourceSubject;
  readonly 'channel.failing': { readonly channel: string };
  readonly 'channel.recovered': { readonly channel: string };
  readonly 'catch-up': { readonly releases: number };
  readonly welcome: { readonly sources: number; readonly organizations: number };
}

/** What is said of a release, each after its label. */
export const factNames = [
  'kind',
  'model',
  'models',
  'size',
  'licence',
  'languages',
  'released',
  'before',
  'repo',
  'repos',
  'seen',
  'release',
  'first-sign',
  'disputed',
  'link',
] as const;

export type FactName = (typeof factNames)[number];

export interface Phrases {
  readonly titles: { readonly [K in keyof TitleSubjects]: (subject: TitleSubjects[K]) => string };
  readonly noTitle: string;
  readonly labels: Readonly<Record<FactName, string>>;
  /** `Label: text`. */
  readonly labelled: (label: string, text: string) => string;
  readonly kinds: Readonly<Record<Kind | 'vision', string>>;
  readonly statuses: Readonly<Record<ReleaseStatus, string>>;
  readonly kindNotKnown: string;
  readonly topics: Readonly<Record<Topic, string>>;
  /** Names, and how many more there are. */
  readonly list: (names: readonly string[], more: number) => string;
  readonly notStated: string;
  readonly licenceNotStated: string;
  readonly ownLicence: string;
  readonly sizeNotStated: (models: number) => string;
  readonly active: (total: string | null, active: string) => string;
  readonly context: (amount: string) => string;
  readonly range: (least: string, most: string) => string;
  readonly disputedAmount: (amount: string) => string;
  readonly disputed: (text: string) => string;
  /** A name, and in brackets what is said of it. */
  readonly detailed: (name: string, details: string) => string;
  readonly and: (parts: readonly string[]) => string;
  readonly models: (count: number) => string;
  readonly moreModels: (count: number) => string;
  readonly announcement: string;
  readonly paper: string;
  readonly before: (as: KnownBefore['as'], since: string | null) => string;
  readonly seen: (moment: string, madeEarlier: string | null) => string;
  readonly firstSeenBefore: (duration: string) => string;
  readonly firstSign: (by: string, moment: string, lead: string) => string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly disputedFact: (attribute: string) => string;
  readonly saidBy: string;
  readonly alsoSaidBy: string;
  /** What came, or was stated, after the first message about a release. */
  readonly sinceFirst: {
    readonly models: (names: string) => string;
    readonly stated: (attributes: string) => string;
  };
  readonly speaker: (name: string, voice: SaidBy['voice']) => string;
  readonly quoted: (words: string) => string;
  readonly durations: {
    readonly minutes: (count: number) => string;
    readonly hours: (count: number) => string;
    readonly days: (count: number) => string;
  };
  /** `date` is ISO 8601, as precise as known; `time` is `14:03`, `zone` an IANA name. */
  readonly day: (date: string) => string;
  readonly moment: (date: string, time: string, zone: string, abbreviation: string) => string;
  readonly news: {
    readonly title: (labName: string, title: string) => string;
    readonly from: (topic: string, publisher: string) => string;
  };
  readonly sources: {
    readonly subject: (source: Pick<ToldSource, 'id' | 'host'>) => string;
    readonly line: (matter: SourceMatter, source: ToldSource, moment: (at: number) => string) => string;
    readonly mending: (code: string) => string | null;
    readonly trying: (id: string) => string;
    readonly advice: (mending: string | null, trying: string) => string;
    readonly one: (id: string, line: string) => string;
    readonly more: (count: number) => string;
  };
  readonly channels: {
    readonly lines: (matter: ChannelMatter, channel: ToldChannel, since: string) => readonly string[];
  };
  readonly candidates: {
    readonly title: (count: number) => string;
    readonly line: (candidate: NamedCandidate, since: string, where: string) => string;
    readonly more: (count: number) => string;
    readonly toWatch: (lab: string, source: string) => readonly string[];
  };
  readonly welcome: {
    readonly lines: (
      watch: Watch,
      nextLook: string | null,
    ) => { readonly head: readonly string[]; readonly foot: readonly string[] };
    readonly release: (release: ListedRelease, day: string | null) => string;
    readonly more: (count: number) => string;
  };
  readonly catchUpMore: (count: number) => string;
  /** Alerts that are more than a channel takes in an hour. */
  readonly catchUpCapped: (count: number) => string;
  /** What is so, and was told otherwise: since somebody knows better, or since it changed. */
  readonly changed: (subject: string, now: string, told: string, kind: ToldChange['kind']) => string;
  /** States that a release or its weights may be in. */
  readonly states: Readonly<Record<string, string>>;
  /** A sum of money, and for what: `0.28 USD per 1M tokens`. */
  readonly pricePer: (money: string, what: string) => string;
  readonly digest: DigestPhrases;
  readonly test: { readonly title: string; readonly line: string };
  readonly mailFooter: (channel: string) => string;
  readonly feedTitle: string;
  readonly labFeed: (title: string, lab: string) => string;
}

import type { ArrivedRelease } from '../../domain/digest.ts';

/** What stands above each part of a digest. */
export const digestParts = [
  'releases',
  'arrived',
  'planned',
  'extended',
  'disputes',
  'corrections',
  'changes',
  'news',
] as const;

export type DigestPart = (typeof digestParts)[number];

/** What digests say, in one language. Texts are put in made safe; days come in words of the same language. */
export interface DigestPhrases {
  readonly title: (releases: number, labs: number, from: string, to: string) => string;
  readonly parts: Readonly<Record<DigestPart, string>>;
  readonly columns: {
    readonly release: string;
    readonly size: string;
    readonly context: string;
    readonly licence: string;
    readonly what: string;
    readonly day: string;
  };
  readonly nothing: string;
  readonly more: (count: number) => string;
  /** `lead`: a duration in words; null where it is less than a minute. */
  readonly first: (release: string, who: string, lead: string | null) => string;
  readonly firstUndecided: (release: string, among: string, within: string | null) => string;
  readonly quotedBy: (release: string, quote: string, source: string) => string;
  readonly arrived: (release: string, as: ArrivedRelease['as'], since: string | null) => string;
  readonly said: (release: string, quote: string, source: string) => string;
  readonly extended: (release: string, models: string) => string;
  /** `believed` and each of `against` have their source already. */
  readonly dispute: (subject: string, attribute: string, believed: string | null, against: string) => string;
  readonly because: (value: string, source: string, reason: string) => string;
  readonly toldOn: (line: string, day: string) => string;
  readonly changed: (subject: string, attribute: string, is: string, was: string, source: string) => string;
  readonly newsItem: (lab: string, title: string, publisher: string, day: string) => string;
}

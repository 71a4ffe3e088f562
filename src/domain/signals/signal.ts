/** What is new about a lab that is no release. */
export const topics = [
  'adoption',
  'policy',
  'benchmark',
  'price',
  'funding',
  'incident',
  'research',
  'other',
] as const;

export type Topic = (typeof topics)[number];

/** What a text says of a release that it names. */
export const statements = [
  /** It is out: weights, product or API not told apart. */
  'released',
  /** Its weights are public. */
  'open-weights',
  /** It can be used, through an API or in a product. */
  'available',
  /** It was shown or named by its lab, and cannot be had yet. */
  'announced',
  /** It is expected, planned or rumoured. */
  'planned',
  /** It is spoken of: used, compared, measured. */
  'mentioned',
] as const;

export type Statement = (typeof statements)[number];

/** A release as a text names it. Whether the catalog knows it is for the catalog to say. */
export interface ReleaseMention {
  /** As a repo of the lab would be called: `DeepSeek-V3.1`, `Qwen3-Coder`; spaces are dashes. */
  readonly name: string;
  /** As it stands in the text. */
  readonly written: string;
  readonly says: Statement;
}

/** What one text says of one lab. */
export interface LabSignal {
  readonly lab: string;
  /** `release`: it says that a release is out, announced or planned; `mention`: it speaks of known ones; `news`: of the lab. */
  readonly verdict: 'release' | 'mention' | 'news';
  readonly releases: readonly ReleaseMention[];
  /** For `news` and `mention`; null for `release`. */
  readonly topic: Topic | null;
  /** The sentence that it was read from, verbatim, at most 300 characters. */
  readonly quote: string;
  /** Why it was decided so: one of a closed set of names, as `launch-verb-with-release`. */
  readonly reason: string;
}

/** What a source may show: a kind of source shows things of one form only. */
export type Observation = RepoObservation | ArticleObservation | EntryObservation;

export const forms = ['repos', 'articles', 'entries'] as const;

export type Form = (typeof forms)[number];

/** Namespace of the Hub's repos: their keys are unique on the whole Hub, whatever organization lists them. */
export const HUB_MODELS = 'hf-model';

/**
 * What a Hub organization's listing says of one repo at one time.
 *
 * Only what is compared or decided upon is kept. Numbers that always move (downloads, likes, trending) are left out,
 * so that an observation which equals the stored one means that nothing happened.
 */
export interface RepoObservation {
  /** The Hub's `_id`: never changes, also not when the repo is renamed or transferred. */
  readonly key: string;
  /** `organization/repo`, as spelled now. */
  readonly name: string;
  /** When the repo was made, ISO 8601. Often weeks before it is shown; never a release date by itself. */
  readonly createdAt: string | null;
  /** Head commit of `main`. */
  readonly sha: string | null;
  /** ISO 8601. Kept for display; moves with every commit, so it is not compared. */
  readonly lastModified: string | null;
  readonly pipelineTag: string | null;
  readonly libraryName: string | null;
  /** Sorted; among them the architecture (`qwen3_moe`), `license:…`, `arxiv:…`, `base_model:quantized:…`. */
  readonly tags: readonly string[];
  readonly gated: false | 'auto' | 'manual';
  readonly disabled: boolean;
  /** From the card's front matter, else from the tags. */
  readonly license: string | null;
  readonly languages: readonly string[];
  /** Repos that this one says it derives from. */
  readonly baseModels: BaseModels | null;
  /** Parameters as the safetensors metadata counts them: packed quantisations report too few. */
  readonly parameters: { readonly total: number; readonly byType: Readonly<Record<string, number>> } | null;
}

export type BaseModelRelation = 'quantized' | 'finetune' | 'adapter' | 'merge';

export interface BaseModels {
  readonly relation: BaseModelRelation | null;
  /** `organization/repo` each. */
  readonly names: readonly string[];
}

/**
 * Something that was published and stands for itself: an item of a feed, a paper, an entry of a list of announcements, a
 * paragraph of a watched page. Which of its marks is its identity is decided by the policy of its source (articleKey of
 * article-identity.ts), so a source gives all that it has.
 */
export interface ArticleObservation {
  /** `guid` of RSS, `id` of Atom and JSON Feed, `rdf:about`; for arXiv the number without its version. */
  readonly guid: string | null;
  /** Absolute, without tracking parameters and fragment, host in lower case. */
  readonly url: string | null;
  /** Plain text in one line; entities and markup resolved. Empty where it has none. */
  readonly title: string;
  /** Plain text of the description or abstract. */
  readonly summary: string;
  /** Plain text of the whole, where the source gives it; at most 20,000 characters. */
  readonly text: string;
  /** ISO 8601 UTC. Never later than when it was fetched; null where the source gives none that can be read. */
  readonly publishedAt: string | null;
  /** Whom the item itself names as author or agency. */
  readonly credit: string | null;
  /** ISO 639-1, where the source says so. */
  readonly language: string | null;
  /** Addresses that its text links to (at most 50), absolute. */
  readonly links: readonly string[];
}

/** A statement in its place: an infobox, a row of a table, a dated sentence, an entry of a list of models or prices. */
export interface EntryObservation {
  /** Never changes within its source while the thing it speaks of is the same. */
  readonly key: string;
  readonly statement: 'infobox' | 'row' | 'sentence' | 'listing';
  /** What it speaks of, as written: `DeepSeek V3.1`, `Moonshot AI`. */
  readonly subject: string;
  /** Who makes it, as written there; null where it does not say. */
  readonly developer: string | null;
  /** Where on the page: headings and caption, joined by ` › `. */
  readonly place: string;
  /**
   * What it says: attribute (as in docs/data-dictionary.md) or, for what has none, the folded header → text as
   * written, one line, without references. An edit of wording around it changes nothing here.
   */
  readonly fields: Readonly<Record<string, string>>;
  /** The words themselves, at most 300 characters, for a dated sentence; null otherwise. */
  readonly quote: string | null;
  /** Where to read it, as precise as can be: pinned to a revision, with a fragment. */
  readonly url: string;
}

/** Attributes that an entry's fields and the catalog's claims are named by. */
export const attributes = [
  'developer',
  'released_on',
  'total_parameters',
  'active_parameters',
  'experts',
  'layers',
  'context_length',
  'license',
  'openness',
  'modalities',
  'architecture',
  'training_tokens',
  'training_cost',
  'languages',
  'base_model',
  'paper',
  'announcement',
  'prices',
  'benchmarks',
  'founded',
  'founder',
  'headquarters',
  'owner',
  'investors',
  'valuation',
  'employees',
  'restrictions',
  'lifecycle',
  'name_zh',
  /** Another name that texts use. */
  'alias',
  /** When its weights were first public, where that is not when it was announced. */
  'weights_on',
  /** What it was made for: programming, law, medicine. */
  'specialty',
  /** How it was trained: cold-start data, reinforcement learning alone. */
  'training',
  /** One stage of it, with what it took: 1.5M samples, 119 thousand GPU hours. */
  'training_stages',
  'training_hours',
  /** What it was trained on or runs on. */
  'hardware',
  /** Who uses it, and what for. */
  'adoption',
  'users',
  /** How many models were made from it. */
  'derivatives',
  /** What somebody praised or reproached it for, with who. */
  'assessment',
  /** What a government or authority did or demands. */
  'policy',
  'incident',
  /** How it can be had: API, chat, app, download. */
  'access',
] as const;

export type Attribute = (typeof attributes)[number];

import type { CountedParameters } from './active-parameters.ts';
import type { RepoObservation } from './observation.ts';

/** What a Hub repo says beyond its listing, at one revision. Each part names the file that it was read from. */
export interface RepoFacts {
  /** `organization/repo`, as it was called when it was read. */
  readonly repo: string;
  /** Commit that was read; null: whatever `main` was. */
  readonly sha: string | null;
  /** Of `config.json`; null where there is none that can be read. */
  readonly config: ConfigFacts | null;
  /** Of `README.md`; null where there is none. */
  readonly card: CardFacts | null;
  /** Parameters counted in the weights' own metadata, where the listing does not count them. */
  readonly weights: { readonly total: number; readonly file: string } | null;
}

export interface ConfigFacts {
  /** Class that runs it, as `Qwen3MoeForCausalLM`. */
  readonly architecture: string | null;
  /** As `qwen3_moe`; of a model with more than words in it, that of the part that makes them. */
  readonly modelType: string | null;
  /** Tokens that its positions allow for. */
  readonly contextLength: number | null;
  /** `config.json`, or `generation_config.json` where that one alone says it. */
  readonly contextFile: string;
  readonly layers: number | null;
  readonly experts: Experts | null;
  readonly vocabulary: number | null;
  /** As `bfloat16`. */
  readonly dtype: string | null;
  /** As `fp8`; null for full precision. */
  readonly quantization: string | null;
  readonly parameters: CountedParameters;
}

export interface Experts {
  /** That a token may be sent to. */
  readonly total: number;
  /** That each token is sent to. */
  readonly active: number | null;
  /** That every token passes. */
  readonly shared: number | null;
}

export interface CardFacts {
  readonly license: string | null;
  readonly licenseLink: string | null;
  /** Sorted. */
  readonly languages: readonly string[];
  readonly baseModels: readonly string[];
  readonly pipelineTag: string | null;
  readonly tags: readonly string[];
  readonly paper: LabelledLink | null;
  readonly announcement: LabelledLink | null;
  readonly benchmarks: readonly BenchmarkScore[];
  readonly statements: readonly CardStatement[];
}

export interface LabelledLink {
  readonly url: string;
  /** The words that carry the link, or those around it. */
  readonly label: string;
}

export interface BenchmarkScore {
  readonly benchmark: string;
  readonly score: number;
  /** `%` or `points`. */
  readonly unit: string;
  readonly setting: string | null;
  /** `self-reported` unless the card names who measured. */
  readonly measuredBy: string;
  /** `model-index`, or the table's place in the card. */
  readonly place: string;
  /** As it stands there. */
  readonly written: string;
  readonly quote: string | null;
}

/** What a table or list of the card says of the model, in its own words. */
export interface CardStatement {
  /** As docs/data-dictionary.md names it. */
  readonly attribute: string;
  readonly written: string;
  readonly place: string;
  /** The row or line, at most 300 characters. */
  readonly quote: string;
}

const YEAR_2100_S = 4_102_444_800;

/**
 * How soon a repo's facts are fetched: 0 for one of a release that is new now, then the newest first. `publicAt`:
 * milliseconds since 1970. An integer, the smaller the sooner; not to be compared across more than a century.
 */
export function factsPriority(isNew: boolean, publicAt: number): number {
  return isNew ? 0 : Math.max(1, YEAR_2100_S - Math.floor(publicAt / 1000));
}

/** A listing, with what the files say of the kind of model: the card's tags, and the architecture as the Hub tags it. */
export function withHintsOfFiles(observation: RepoObservation, { card, config }: RepoFacts): RepoObservation {
  const said = [...(card?.tags ?? []), ...(config?.modelType == null ? [] : [config.modelType])];
  return {
    ...observation,
    pipelineTag: observation.pipelineTag ?? card?.pipelineTag ?? null,
    tags: [...new Set([...observation.tags, ...said])].sort(),
  };
}

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

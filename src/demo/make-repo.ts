import { createHash } from 'node:crypto';
import type { HubRepo } from './hub-repo.ts';

/** What has to be said of a repo; the rest of what the Hub would show is derived from it. */
export interface CompactRepo {
  /** `organization/repo`. */
  readonly name: string;
  /** ISO 8601, to the second: when the repo was made. */
  readonly made: string;
  /** ISO 8601: when it was first shown, where that was later. */
  readonly publicFrom?: string;
  /** Pipeline tag; null for a repo that has none yet. Default: text-generation. */
  readonly task?: string | null;
  /** Default: transformers; null for none. */
  readonly library?: string | null;
  /** As in `config.json`: `qwen3_moe`. */
  readonly architecture?: string;
  /** As in the tag: `apache-2.0`. */
  readonly license?: string;
  readonly languages?: readonly string[];
  /** Further tags: `conversational`, `fp8`, `arxiv:…`. */
  readonly tags?: readonly string[];
  /** Repos that this one derives from: `[relation, …names]`. */
  readonly from?: readonly ['quantized' | 'finetune', ...string[]];
  /** Parameters by number type, as the safetensors metadata counts them. */
  readonly weights?: Readonly<Record<string, number>>;
  /** `gguf` repos hold no safetensors. Default: safetensors. */
  readonly format?: 'safetensors' | 'gguf';
  readonly gated?: 'auto' | 'manual';
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** Builds the wire object. The same input always gives the same repo, `_id` and `sha` included. */
export function makeRepo(compact: CompactRepo): HubRepo {
  const { name } = compact;
  const createdAt = new Date(compact.made).toISOString();
  const task = compact.task === undefined ? 'text-generation' : compact.task;
  const library = compact.library === undefined ? defaultLibrary(compact) : compact.library;
  const popularity = Number.parseInt(digest(`likes ${name}`).slice(0, 3), 16);
  return {
    _id: repoId(name, createdAt),
    id: name,
    author: name.slice(0, name.indexOf('/')),
    createdAt,
    lastModified: createdAt,
    sha: digest(`main ${name} ${createdAt}`).slice(0, 40),
    private: false,
    gated: compact.gated ?? false,
    disabled: false,
    likes: popularity,
    downloads: popularity * 137,
    trendingScore: popularity % 40,
    tags: tagsOf(compact, task, library),
    ...(task === null ? {} : { pipeline_tag: task }),
    ...(library === null ? {} : { library_name: library }),
    cardData: cardOf(compact, task, library),
    ...weightsOf(compact),
    ...originOf(compact),
    ...(compact.architecture === undefined ? {} : { config: { model_type: compact.architecture } }),
    ...(compact.publicFrom === undefined ? {} : { publicFrom: new Date(compact.publicFrom).toISOString() }),
    ...(compact.files === undefined ? {} : { files: compact.files }),
  };
}

/** The Hub's ids are Mongo's: the second of creation, then what tells apart those of one second. */
export function repoId(name: string, createdAt: string): string {
  const seconds = Math.floor(Date.parse(createdAt) / 1000);
  return seconds.toString(16).padStart(8, '0') + digest(`repo ${name}`).slice(0, 16);
}

function defaultLibrary(compact: CompactRepo): string | null {
  return compact.format === 'gguf' ? null : 'transformers';
}

function tagsOf(compact: CompactRepo, task: string | null, library: string | null): string[] {
  const [relation, ...bases] = compact.from ?? [];
  return [
    library,
    compact.format ?? 'safetensors',
    compact.architecture,
    task,
    ...(compact.tags ?? []),
    ...(compact.languages ?? []),
    ...bases.flatMap((base) => [`base_model:${base}`, `base_model:${relation}:${base}`]),
    compact.license === undefined ? null : `license:${compact.license}`,
    'endpoints_compatible',
    'region:us',
  ].filter((tag) => typeof tag === 'string');
}

function cardOf(compact: CompactRepo, task: string | null, library: string | null): Record<string, unknown> {
  const [, ...bases] = compact.from ?? [];
  return {
    ...(compact.license === undefined ? {} : { license: compact.license }),
    ...(compact.languages === undefined ? {} : { language: compact.languages }),
    ...(task === null ? {} : { pipeline_tag: task }),
    ...(library === null ? {} : { library_name: library }),
    ...(bases.length === 0 ? {} : { base_model: bases }),
  };
}

function weightsOf(compact: CompactRepo): Pick<HubRepo, 'safetensors'> {
  if (compact.weights === undefined) return {};
  const total = Object.values(compact.weights).reduce((sum, count) => sum + count, 0);
  return { safetensors: { parameters: compact.weights, total } };
}

function originOf(compact: CompactRepo): Pick<HubRepo, 'baseModels'> {
  const [relation, ...bases] = compact.from ?? [];
  if (relation === undefined) return {};
  return {
    baseModels: { relation, models: bases.map((id) => ({ _id: digest(`repo ${id}`).slice(0, 24), id })) },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

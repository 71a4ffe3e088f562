/** A model repo as the Hub's API shows it, beside the few things that only the loopback server has to know. */
export interface HubRepo {
  /** 24 hex digits; the first 8 are the second of creation. Never changes. */
  readonly _id: string;
  /** `organization/repo`. */
  readonly id: string;
  readonly author: string;
  /** ISO 8601 with milliseconds, as the Hub writes it. */
  readonly createdAt: string;
  readonly lastModified: string;
  /** Head commit of `main`, 40 hex digits. */
  readonly sha: string;
  readonly private: boolean;
  readonly gated: false | 'auto' | 'manual';
  readonly disabled: boolean;
  readonly likes: number;
  readonly downloads: number;
  readonly trendingScore: number;
  readonly tags: readonly string[];
  readonly pipeline_tag?: string;
  readonly library_name?: string;
  readonly cardData?: Readonly<Record<string, unknown>>;
  readonly safetensors?: { readonly parameters: Readonly<Record<string, number>>; readonly total: number };
  readonly baseModels?: {
    readonly relation: 'quantized' | 'finetune' | 'adapter' | 'merge';
    readonly models: readonly { readonly _id: string; readonly id: string }[];
  };
  readonly config?: Readonly<Record<string, unknown>>;
  readonly siblings?: readonly { readonly rfilename: string }[];

  /** Not served: until this time (ISO 8601) the repo exists but nobody outside its organization sees it. */
  readonly publicFrom?: string;
  /** Not served: file contents for `/resolve/`, by path. Without any, configuration and card are made of the above. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** Facts about an organization for its overview; what is missing is derived from its name. */
export interface HubOrganization {
  readonly fullname?: string;
  readonly isVerified?: boolean;
  /** What the overview says instead of the true number of public repos. */
  readonly numModels?: number;
}

/**
 * Names that `expand` takes on the list route. The Hub's own list, from the body of its 400
 * (https://huggingface.co/docs/huggingface_hub/package_reference/hf_api, `ExpandModelProperty_T`).
 */
export const expandableProperties: readonly string[] = [
  'author',
  'baseModels',
  'cardData',
  'config',
  'createdAt',
  'disabled',
  'downloads',
  'downloadsAllTime',
  'evalResults',
  'gated',
  'gguf',
  'inference',
  'inferenceProviderMapping',
  'lastModified',
  'library_name',
  'likes',
  'mask_token',
  'model-index',
  'pipeline_tag',
  'private',
  'resourceGroup',
  'safetensors',
  'sha',
  'siblings',
  'spaces',
  'tags',
  'transformersInfo',
  'trendingScore',
  'widgetData',
];

/** What the list route shows of a repo where nothing else is asked for. */
export const plainProperties: readonly string[] = [
  'likes',
  'trendingScore',
  'private',
  'downloads',
  'tags',
  'pipeline_tag',
  'library_name',
  'createdAt',
  'modelId',
];

/** What `full=true` adds. */
export const fullProperties: readonly string[] = ['author', 'gated', 'lastModified', 'sha', 'siblings'];

/** What `/api/models/{id}` shows. */
export const detailProperties: readonly string[] = [
  ...plainProperties,
  ...fullProperties,
  'disabled',
  'cardData',
  'config',
  'safetensors',
  'spaces',
];

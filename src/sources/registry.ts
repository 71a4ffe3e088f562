import { createHuggingfaceOrgSource } from './huggingface/index.ts';
import type { Source } from './source.ts';
import type { SourceConfig } from './source-config.ts';

/** Where upstreams are, and what they are asked with. */
export interface UpstreamAccess {
  readonly hfEndpoint: string;
  readonly hfToken: string | null;
}

type Kind = SourceConfig['kind'];
type ConfigOf<K extends Kind> = Extract<SourceConfig, { kind: K }>;

interface KindOfSource<K extends Kind> {
  /** The folder of this kind. */
  readonly folder: string;
  readonly create: (config: ConfigOf<K>, access: UpstreamAccess) => Source;
}

/** Every kind of source, one line each. */
export const sourceKinds: { readonly [K in Kind]: KindOfSource<K> } = {
  'huggingface-org': {
    folder: 'huggingface',
    create: ({ org }, { hfEndpoint, hfToken }) =>
      createHuggingfaceOrgSource({ org, endpoint: hfEndpoint, token: hfToken }),
  },
};

/** A source as configured. Throws UsageError where it cannot be used. */
export function createSource<K extends Kind>(config: ConfigOf<K>, access: UpstreamAccess): Source {
  return sourceKinds[config.kind as K].create(config, access);
}

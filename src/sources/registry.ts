import { createFeedSource } from './feed/index.ts';
import { createHuggingfaceOrgSource } from './huggingface/index.ts';
import { createJsonApiSource } from './json-api/index.ts';
import { createWebPageSource } from './page/index.ts';
import { createRobotsRules, type RobotsRules } from './page/robots.ts';
import type { Source } from './source.ts';
import { locatorOf, type SourceConfig } from './source-config.ts';
import { createWikipediaPageSource, createWikiSites, type WikiSites } from './wikipedia/index.ts';

/** Where upstreams are, and what they are asked with. */
export interface UpstreamAccess {
  readonly hfEndpoint: string;
  readonly hfToken: string | null;
}

/** What the sources of one program share: pages of one wiki are asked about together, a robots.txt is asked for once. */
interface SharedAccess extends UpstreamAccess {
  readonly wikis: WikiSites;
  readonly robots: RobotsRules;
}

type Kind = SourceConfig['kind'];
type ConfigOf<K extends Kind> = Extract<SourceConfig, { kind: K }>;

interface KindOfSource<K extends Kind> {
  /** The folder of this kind. */
  readonly folder: string;
  readonly create: (config: ConfigOf<K>, access: SharedAccess) => Source;
}

/** Every kind of source, one line each. */
export const sourceKinds: { readonly [K in Kind]: KindOfSource<K> } = {
  'huggingface-org': {
    folder: 'huggingface',
    create: ({ org }, { hfEndpoint, hfToken }) =>
      createHuggingfaceOrgSource({ org, endpoint: hfEndpoint, token: hfToken }),
  },
  'wikipedia-page': {
    folder: 'wikipedia',
    create: (config, { wikis }) => createWikipediaPageSource(config, locatorOf(config), wikis),
  },
  feed: { folder: 'feed', create: (config) => createFeedSource(config, locatorOf(config)) },
  'web-page': {
    folder: 'page',
    create: (config, { robots }) => createWebPageSource(config, locatorOf(config), robots),
  },
  'json-api': { folder: 'json-api', create: (config) => createJsonApiSource(config, locatorOf(config)) },
};

/** The sources as configured, in their order. Throws UsageError where one cannot be used. */
export function createSources(configs: readonly SourceConfig[], access: UpstreamAccess): Source[] {
  const wikis = createWikiSites(configs.filter((config) => config.kind === 'wikipedia-page'));
  const robots = createRobotsRules();
  return configs.map((config) => create(config, { ...access, wikis, robots }));
}

function create<K extends Kind>(config: ConfigOf<K>, access: SharedAccess): Source {
  return sourceKinds[config.kind as K].create(config, access);
}

import { UpstreamError } from '../../errors.ts';
import type { Source } from '../source.ts';
import type { WikipediaPageConfig } from './config.ts';

/** The configured pages of each site: one question is asked for up to 50 of them. */
export interface WikiSites {
  readonly pages: readonly WikipediaPageConfig[];
}

export function createWikiSites(pages: readonly WikipediaPageConfig[]): WikiSites {
  return { pages };
}

export function createWikipediaPageSource(
  _config: WikipediaPageConfig,
  locator: string,
  _wikis: WikiSites,
): Source {
  return {
    locator,
    poll: () => Promise.reject(new UpstreamError('upstream-shape', 'not read yet')),
    expectedCount: () => Promise.resolve(null),
  };
}

import type { Voice } from '../domain/signals/voice.ts';
import { DEFAULT_WIKI, locatorOf, type SourceConfig } from './source-config.ts';

/** Who speaks through a source as it is configured. */
export function voiceOf(source: SourceConfig): Voice {
  switch (source.kind) {
    case 'huggingface-org':
      return 'lab';
    case 'wikipedia-page':
      return 'encyclopedia';
    case 'feed':
    case 'web-page':
      return source.official === true ? 'lab' : 'outlet';
    case 'json-api':
      return source.official === true ? 'lab' : 'catalogue';
  }
}

/** Who publishes it: as configured, else its host without `www.` and the like. */
export function publisherOf(source: SourceConfig): string {
  switch (source.kind) {
    case 'huggingface-org':
      return 'huggingface.co';
    case 'wikipedia-page':
      return 'wikipedia.org';
    default:
      return source.publisher ?? new URL(source.url).hostname.replace(/^(?:www|rss|feeds?|search)\./, '');
  }
}

/** Host and port where it is asked for. `hfEndpoint`: where the Hub is. */
export function hostOf(source: SourceConfig, hfEndpoint: string): string {
  switch (source.kind) {
    case 'huggingface-org':
      return new URL(hfEndpoint).host;
    case 'wikipedia-page':
      return new URL(source.site ?? DEFAULT_WIKI).host;
    default:
      return new URL(source.url).host;
  }
}

/**
 * Where in its interval a source is looked at hangs on this. Pages of one wiki are due together, since one question asks
 * for fifty of them; all others are spread.
 */
export function turnOf(source: SourceConfig): string {
  return source.kind === 'wikipedia-page'
    ? `wikipedia:${new URL(source.site ?? DEFAULT_WIKI).host}`
    : locatorOf(source);
}

/** The kind of job that polls it; named as in jobs/. */
export function pollJobOf(source: SourceConfig) {
  switch (source.kind) {
    case 'huggingface-org':
      return 'poll-huggingface' as const;
    case 'wikipedia-page':
      return 'poll-wikipedia' as const;
    case 'feed':
      return 'poll-feeds' as const;
    case 'web-page':
    case 'json-api':
      return 'poll-pages' as const;
  }
}

import { z } from 'zod';
import { feedSchema } from './feed/config.ts';
import { huggingfaceOrgSchema } from './huggingface/config.ts';
import { jsonApiSchema } from './json-api/config.ts';
import { webPageSchema } from './page/config.ts';
import { wikipediaPageSchema } from './wikipedia/config.ts';

/** One entry of sources.yaml. A new kind of source adds its schema here. */
export const sourceConfigSchema = z.discriminatedUnion('kind', [
  huggingfaceOrgSchema,
  wikipediaPageSchema,
  feedSchema,
  webPageSchema,
  jsonApiSchema,
]);

export type SourceConfig = z.infer<typeof sourceConfigSchema>;

export const DEFAULT_WIKI = 'https://en.wikipedia.org';

/** The place that is polled, spelled one way: two sources with one locator would share their state. */
export function locatorOf(source: SourceConfig): string {
  return `${source.kind}:${placeOf(source)}`;
}

function placeOf(source: SourceConfig): string {
  switch (source.kind) {
    case 'huggingface-org':
      return source.org.toLowerCase();
    case 'wikipedia-page':
      return `${new URL(source.site ?? DEFAULT_WIKI).host}/${source.title.replaceAll(' ', '_')}`;
    case 'web-page':
      return new URL(source.url).href + (source.select === undefined ? '' : `#${source.select}`);
    case 'feed':
    case 'json-api':
      return new URL(source.url).href;
  }
}

/** What a reader would call the place, for messages. */
export function placeInWords(source: SourceConfig): string {
  switch (source.kind) {
    case 'huggingface-org':
      return source.org;
    case 'wikipedia-page':
      return source.title;
    default:
      return source.url;
  }
}

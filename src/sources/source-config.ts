import { z } from 'zod';
import { huggingfaceOrgSchema } from './huggingface/config.ts';

/** One entry of sources.yaml. A new kind of source adds its schema here. */
export const sourceConfigSchema = z.discriminatedUnion('kind', [huggingfaceOrgSchema]);

export type SourceConfig = z.infer<typeof sourceConfigSchema>;

/** The place that is polled, lower case: two sources with one locator would share their state. */
export function locatorOf(source: SourceConfig): string {
  return `${source.kind}:${source.org.toLowerCase()}`;
}

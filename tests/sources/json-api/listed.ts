import { readFileSync } from 'node:fs';
import type { PageServer } from '../../../src/demo/page-server.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import { type JsonApiConfig, jsonApiSchema } from '../../../src/sources/json-api/config.ts';
import { createJsonApiSource } from '../../../src/sources/json-api/index.ts';
import type { PollResult, Source, SourceContext } from '../../../src/sources/source.ts';
import { createTestClient, systemClock } from '../../http/test-client.ts';

/** What of a configuration is not the same for all. */
export type Options = Omit<JsonApiConfig, 'id' | 'kind' | 'url'>;

/** As config/sources.yaml has them. */
export const OPENROUTER: Options = {
  as: 'models',
  items: 'data',
  fields: {
    id: 'id',
    name: 'name',
    context_length: 'context_length',
    listed_on: 'created',
    open_weights: 'hugging_face_id',
    input_modalities: 'architecture.input_modalities',
    output_modalities: 'architecture.output_modalities',
  },
  prices: { input: 'pricing.prompt', output: 'pricing.completion', currency: 'USD', per: 'token' },
  developer: 'name',
  variants: ':',
  skip: ['~', 'openrouter/'],
  link: 'https://openrouter.ai/{id}',
};

export const MODELSCOPE: Options = {
  as: 'repos',
  hub: 'modelscope',
  lab: 'example',
  items: 'data.models',
  expect: { success: true },
  fields: { id: 'id', created_at: 'created_at', tags: 'tags', task: 'tasks', license: 'license' },
  pages: { parameter: 'page_number', size: 2, total: 'data.total_count' },
};

export const TRENDING: Options = {
  as: 'organizations',
  fields: { id: 'id' },
  link: 'https://huggingface.co/{id}',
};

export const COLLECTION: Options = {
  as: 'models',
  items: 'items',
  where: { type: 'model' },
  fields: { id: 'id' },
  link: 'https://huggingface.co/{id}',
};

export async function ask<T>(
  url: string,
  options: Options,
  question: (source: Source, context: SourceContext) => Promise<T>,
  validator: string | null = null,
): Promise<T> {
  await using http = createTestClient();
  const config = jsonApiSchema.parse({ id: 'api', kind: 'json-api', url, ...options });
  const source = createJsonApiSource(config, 'json-api:test');
  const { signal } = new AbortController();
  return await question(source, { http, clock: systemClock, signal, validator });
}

export function poll(url: string, options: Options, validator: string | null = null): Promise<PollResult> {
  return ask(url, options, (source, context) => source.poll(context), validator);
}

/** Puts an answer at /api, and looks at it once. */
export async function pollAnswer(server: PageServer, answer: object, options: Options) {
  server.put('/api', answer);
  return changed(await poll(`${server.url}/api`, options));
}

export function changed(result: PollResult): Extract<PollResult, { kind: 'changed' }> {
  if (result.kind !== 'changed') throw new Error(`the list was ${result.kind}`);
  return result;
}

export function keysOf(result: { readonly observations: readonly Observation[] }): string[] {
  return result.observations.map((observation) => ('key' in observation ? observation.key : ''));
}

export function fixture(name: string): object {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')) as object;
}

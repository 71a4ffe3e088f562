import { readFileSync } from 'node:fs';
import type { Observation } from '../../../src/domain/observation.ts';
import { type WebPageConfig, webPageSchema } from '../../../src/sources/page/config.ts';
import { createWebPageSource } from '../../../src/sources/page/index.ts';
import { createRobotsRules, type RobotsRules } from '../../../src/sources/page/robots.ts';
import type { PollResult } from '../../../src/sources/source.ts';
import { createTestClient } from '../../http/test-client.ts';

/** When the tests look, unless they say otherwise. */
export const NOW = Date.parse('2026-03-10T12:00:00Z');

export interface Look {
  readonly validator?: string | null | undefined;
  readonly robots?: RobotsRules;
  readonly now?: number;
  readonly signal?: AbortSignal;
}

/** Looks once at a page, as its configuration (checked by the schema) says. */
export async function look(
  config: Partial<WebPageConfig> & { readonly url: string },
  { validator = null, robots = createRobotsRules(), now = NOW, signal }: Look = {},
): Promise<PollResult> {
  await using http = createTestClient();
  const parsed = webPageSchema.parse({ id: 'page', kind: 'web-page', ...config });
  const source = createWebPageSource(parsed, 'web-page:test', robots);
  return await source.poll({
    http,
    clock: { now: () => now },
    signal: signal ?? new AbortController().signal,
    validator,
  });
}

export function changed(result: PollResult): Extract<PollResult, { kind: 'changed' }> {
  if (result.kind !== 'changed') throw new Error(`the page was ${result.kind}`);
  return result;
}

export function shownBy(result: PollResult): readonly Observation[] {
  return changed(result).observations;
}

export function titlesOf(result: PollResult): string[] {
  const shown = changed(result);
  if (shown.form !== 'articles') throw new Error(`it shows ${shown.form}`);
  return shown.observations.map(({ title }) => title);
}

export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

import type { Clock } from '../../../src/domain/clock.ts';
import type { HttpClient } from '../../../src/http/http-client.ts';
import type { PollResult, SourceContext } from '../../../src/sources/source.ts';
import { locatorOf } from '../../../src/sources/source-config.ts';
import { createWikipediaPageSource, createWikiSites } from '../../../src/sources/wikipedia/index.ts';
import { createMemoryLimiter, createTestClient } from '../../http/test-client.ts';

export interface Poller extends AsyncDisposable {
  /** One poll of a page, with what the last poll of it left. */
  poll(title: string, options?: { readonly signal?: AbortSignal }): Promise<PollResult>;
  readonly validators: Map<string, string>;
  readonly clock: { time: number } & Clock;
}

/** The sources of one program for pages of one wiki, as the pipeline polls them. */
export function startPoller(site: string, titles: readonly string[]): Poller {
  const clock = { time: Date.parse('2025-11-20T00:00:00Z'), now: () => clock.time };
  const http: HttpClient & AsyncDisposable = createTestClient({ clock, limiter: createMemoryLimiter(clock) });
  const configs = titles.map((title) => ({ id: 'wp', kind: 'wikipedia-page' as const, title, site }));
  const wikis = createWikiSites(configs);
  const validators = new Map<string, string>();
  return {
    validators,
    clock,
    async poll(title, { signal = new AbortController().signal } = {}) {
      const config = configs.find((candidate) => candidate.title === title);
      if (config === undefined) throw new Error(`${title} is not configured`);
      const source = createWikipediaPageSource(config, locatorOf(config), wikis);
      const context: SourceContext = { http, clock, signal, validator: validators.get(title) ?? null };
      const result = await source.poll(context);
      if (result.kind !== 'gone' && result.validator !== undefined) validators.set(title, result.validator);
      return result;
    },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}

/** What a poll found, in short: its kind, and what it sent. */
export function inShort(result: PollResult): string {
  return `${result.kind} ${result.requests}`;
}

import type { ServerResponse } from 'node:http';
import type { Clock } from '../../../src/domain/clock.ts';
import type { HttpClient } from '../../../src/http/http-client.ts';
import { createFeedSource } from '../../../src/sources/feed/index.ts';
import type { PollResult, Source, SourceContext } from '../../../src/sources/source.ts';
import { startServer } from '../../http/local-server.ts';
import { createTestClient } from '../../http/test-client.ts';

/** When the feeds of the tests are fetched. */
export const NOW = Date.parse('2025-07-20T12:00:00Z');
const clock: Clock = { now: () => NOW };

export function feedAt(url: string, zone?: string): Source {
  const place = zone === undefined ? {} : { zone };
  return createFeedSource({ id: 'news', kind: 'feed', url, ...place }, `feed:${url}`);
}

export function contextFor(http: HttpClient, validator: string | null = null): SourceContext {
  return { http, clock, signal: new AbortController().signal, validator };
}

/** A poll that found articles. */
export type Polled = Extract<PollResult, { readonly kind: 'changed'; readonly form: 'articles' }>;

/** What one poll makes of one answer. Throws what the poll throws. */
export async function pollBody(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  zone?: string,
): Promise<Polled> {
  return await pollAnswer((response) => response.writeHead(200, headers).end(body), zone);
}

export async function pollAnswer(answer: (response: ServerResponse) => void, zone?: string): Promise<Polled> {
  await using server = await startServer((_request, response) => answer(response));
  await using client = createTestClient();
  const result = await feedAt(`${server.url}/feed.xml`, zone).poll(contextFor(client));
  if (result.kind !== 'changed' || result.form !== 'articles')
    throw new Error(`the poll found ${result.kind}`);
  return result;
}

export function rss(items: string, channel = ''): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>https://news.example.org/</link>${channel}${items}</channel></rss>`;
}

export function item(title: string, more = ''): string {
  return `<item><title>${title}</title><link>https://news.example.org/${encodeURIComponent(title)}</link>${more}</item>`;
}

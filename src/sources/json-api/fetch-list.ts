import { UpstreamError } from '../../errors.ts';
import { letOthersRun } from '../../event-loop.ts';
import { discardBody, readJson } from '../../http/response-body.ts';
import { statusError } from '../../http/status-error.ts';
import { RETRIES } from '../retries.ts';
import type { SourceContext } from '../source.ts';
import type { JsonApiConfig } from './config.ts';
import { kindOf, listAt, valueAt } from './path.ts';
import { readCount, readName } from './read-value.ts';

/** Far more than any lab has: only a list that does not end gets there. */
const MOST_PAGES = 100;

/** A list that ends so far before its own count was cut off; nearer to it, entries moved while we looked. */
const LEAST_SHARE = 0.9;

export type FetchedList =
  | {
      readonly kind: 'list';
      readonly items: readonly unknown[];
      /** Of the only answer; null where there were several, which one's validators do not stand for. */
      readonly headers: Headers | null;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'gone' };

interface Answer {
  readonly value: unknown;
  readonly headers: Headers;
}

/** Fetches a list, all its pages. Throws UpstreamError where an answer is not what is configured, RateLimitedError. */
export async function fetchList(
  config: JsonApiConfig,
  conditions: Readonly<Record<string, string>>,
  context: SourceContext,
): Promise<FetchedList> {
  if (config.pages !== undefined) return await fetchPages(config, config.pages, context);
  const answer = await ask(config, new URL(config.url).href, conditions, context);
  if (answer === 'unchanged' || answer === 'gone') return { kind: answer };
  return { kind: 'list', items: itemsOf(answer.value, config), headers: answer.headers };
}

/** How many entries the first page says there are; null where it does not. */
export async function fetchTotal(config: JsonApiConfig, context: SourceContext): Promise<number | null> {
  const { pages } = config;
  if (pages?.total === undefined) return null;
  const answer = await ask(config, pageAddress(config.url, pages, 0), {}, context);
  return typeof answer === 'string' ? null : totalOf(answer.value, pages.total);
}

type Paging = NonNullable<JsonApiConfig['pages']>;

async function fetchPages(
  config: JsonApiConfig,
  pages: Paging,
  context: SourceContext,
): Promise<FetchedList> {
  const items = new Map<string, unknown>();
  let total: number | null = null;
  for (let index = 0; ; index++) {
    if (index === MOST_PAGES)
      throw new UpstreamError('upstream-shape', 'the list does not end', { pages: index });
    const answer = await ask(config, pageAddress(config.url, pages, index), {}, context);
    if (answer === 'gone') return { kind: 'gone' };
    if (answer === 'unchanged')
      throw new UpstreamError('upstream-status', 'the upstream refused or failed', { status: 304 });
    const page = itemsOf(answer.value, config);
    total = pages.total === undefined ? null : totalOf(answer.value, pages.total);
    const before = items.size;
    // An entry that slides onto the next page while we look counts once.
    for (const item of page)
      items.set(readName(valueAt(item, config.fields.id)) ?? `${index} ${items.size}`, item);
    // A server may give smaller pages than it was asked for: only its own count, or nothing new, is the end.
    const ended = items.size === before || (total === null ? page.length < pages.size : items.size >= total);
    if (ended) break;
    await letOthersRun();
  }
  if (total !== null && items.size < total * LEAST_SHARE) {
    throw new UpstreamError('upstream-truncated', 'the list ends before its own count', {
      entries: items.size,
      total,
    });
  }
  return { kind: 'list', items: [...items.values()], headers: null };
}

function pageAddress(address: string, { parameter, first = 1 }: Paging, index: number): string {
  const url = new URL(address);
  url.searchParams.set(parameter, String(first + index));
  return url.href;
}

async function ask(
  config: JsonApiConfig,
  url: string,
  conditions: Readonly<Record<string, string>>,
  context: SourceContext,
): Promise<Answer | 'unchanged' | 'gone'> {
  const response = await context.http.fetch(url, {
    headers: { accept: 'application/json', ...conditions },
    signal: context.signal,
    // As the Hub's organizations have it without a token: one quota for all that is asked there.
    modelwatch: { retries: RETRIES, quota: `${new URL(url).host} api anonymous` },
  });
  if (response.status === 304 && Object.keys(conditions).length > 0) return 'unchanged';
  if (response.status === 410) {
    await discardBody(response);
    return 'gone';
  }
  if (!response.ok) throw await statusError(response, context.clock.now());
  const value = await readJson(response);
  for (const [path, expected] of Object.entries(config.expect ?? {})) {
    const found = valueAt(value, path);
    if (found !== expected) throw wrongAnswer(value, path, kindOf(found));
  }
  return { value, headers: response.headers };
}

function itemsOf(value: unknown, { items = '' }: JsonApiConfig): readonly unknown[] {
  const list = listAt(value, items);
  if ('found' in list) throw wrongAnswer(value, items || '(the answer itself)', list.found);
  return list;
}

function totalOf(value: unknown, path: string): number {
  const found = valueAt(value, path);
  const total = found === 0 ? 0 : readCount(found);
  if (total === null) throw wrongAnswer(value, path, kindOf(found));
  return total;
}

/** What such answers say went wrong, where they say it: https://www.rfc-editor.org/rfc/rfc9457 and older customs. */
const COMPLAINTS = ['message', 'error.message', 'error', 'detail', 'title', 'Message'];

function wrongAnswer(value: unknown, path: string, found: string): UpstreamError {
  const said = COMPLAINTS.map((complaint) => valueAt(value, complaint)).find(
    (text) => typeof text === 'string',
  );
  return new UpstreamError('upstream-shape', 'the answer has another shape than configured', {
    path,
    found,
    says: readName(said)?.slice(0, 200),
  });
}

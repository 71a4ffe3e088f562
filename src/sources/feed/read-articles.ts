import type { ArticleObservation } from '../../domain/observation.ts';
import { UpstreamError, type UpstreamErrorCode } from '../../errors.ts';
import { letOthersRun } from '../../event-loop.ts';
import { hostOf, htmlTitle } from '../../http/response-body.ts';
import { toArticle } from './article.ts';
import { isArxivError } from './arxiv.ts';
import { decodeFeed } from './charset.ts';
import { distinctArticles } from './distinct-articles.ts';
import { newestItems } from './newest-items.ts';
import type { PaceHints } from './pace.ts';
import { type ReadFeed, readFeed } from './read-feed.ts';
import type { FeedDocument } from './schema.ts';

/** Where and when a feed was fetched, and in which zone its zone-less dates are. */
export interface Fetched {
  readonly feedUrl: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly zone: string;
}

export interface ReadArticles {
  readonly observations: readonly ArticleObservation[];
  readonly pace: PaceHints;
  /** What was mended to read them, in static words. */
  readonly salvaged: readonly string[];
  /** Whether the feed broke off: there is more than was read. */
  readonly truncated: boolean;
}

/** The articles of an answer. Throws UpstreamError where it is no feed, with what can be said of it. */
export async function readArticles(
  bytes: Uint8Array,
  response: Response,
  fetched: Fetched,
): Promise<ReadArticles> {
  const { document, salvaged, truncated } = await readBody(bytes, response);
  const items = newestItems(document.items, fetched);
  const articles: ArticleObservation[] = [];
  for (const item of items) {
    const article = toArticle(item, { ...fetched, document });
    if (article !== null) articles.push(article);
    // Full texts are long, and there may be a thousand.
    if (articles.length % 20 === 0) await letOthersRun();
  }
  const left =
    items.length < document.items.length ? ['more items than are read: the newest were taken'] : [];
  return {
    observations: distinctArticles(articles),
    pace: document.pace,
    salvaged: [...salvaged, ...left],
    truncated,
  };
}

async function readBody(bytes: Uint8Array, response: Response): Promise<ReadFeed> {
  const { text, damaged } = decodeFeed(bytes, response.headers.get('content-type'));
  try {
    if (text.trim() === '') throw new UpstreamError('upstream-truncated', 'the answer is empty');
    const read = readFeed(text);
    refuseError(read.document);
    return damaged ? { ...read, salvaged: [...read.salvaged, 'bytes that are not of its charset'] } : read;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const title = error.code === 'upstream-challenge' ? await htmlTitle(text.slice(0, 100_000)) : null;
    const contentType = response.headers.get('content-type');
    const fields = { host: hostOf(response), status: response.status, contentType, title, ...error.fields };
    throw new UpstreamError(error.code as UpstreamErrorCode, error.message, fields, { cause: error });
  }
}

function refuseError({ items: [first] }: FeedDocument): void {
  if (!isArxivError(first?.guid)) return;
  throw new UpstreamError('upstream-shape', 'the feed says that something is wrong with the query', {
    problem: first?.summary?.slice(0, 200),
  });
}

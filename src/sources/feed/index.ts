import { letOthersRun } from '../../event-loop.ts';
import { countRequests } from '../../http/request-count.ts';
import { discardBody, readBytes } from '../../http/response-body.ts';
import { statusError } from '../../http/status-error.ts';
import { RETRIES } from '../retries.ts';
import type { Pace, PollResult, Source, SourceContext } from '../source.ts';
import type { FeedConfig } from './config.ts';
import { notWithinMs, type PaceHints } from './pace.ts';
import { conditionalHeaders, type FeedValidator, markBody, parseValidator, readerOf } from './validator.ts';

const ACCEPT =
  'application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1';

/** Watches a feed: RSS, RDF, Atom or JSON Feed. */
export function createFeedSource(config: FeedConfig, locator: string): Source {
  return {
    locator,
    poll: (context) => poll(config, context),
    // A feed shows its newest items, however many there are.
    expectedCount: () => Promise.resolve(null),
  };
}

async function poll({ url, zone = 'UTC' }: FeedConfig, context: SourceContext): Promise<PollResult> {
  const http = countRequests(context.http);
  const reader = readerOf(zone);
  const known = parseValidator(context.validator, reader);
  const response = await http.fetch(url, {
    headers: { accept: ACCEPT, ...conditionalHeaders(known) },
    signal: context.signal,
    modelwatch: { retries: RETRIES },
  });
  const now = context.clock.now();
  if (response.status === 304 && known !== null) {
    return { kind: 'not-modified', requests: http.requests, ...paceOf(known.pace, response, now) };
  }
  if (response.status === 410) {
    await discardBody(response);
    return { kind: 'gone', requests: http.requests };
  }
  if (!response.ok) throw await statusError(response, now);
  const bytes = await readBytes(response);
  const seen: Omit<FeedValidator, 'pace'> = {
    reader,
    etag: response.headers.get('etag'),
    lastModified: response.headers.get('last-modified'),
    body: markBody(bytes),
  };
  if (known?.body === seen.body) {
    const validator = JSON.stringify({ ...seen, pace: known.pace });
    return { kind: 'not-modified', requests: http.requests, validator, ...paceOf(known.pace, response, now) };
  }
  await letOthersRun();
  // Heavy, and needed by no command that only reads what is stored.
  const { readArticles } = await import('./read-articles.ts');
  const read = await readArticles(bytes, response, { feedUrl: response.url || url, now, zone });
  return {
    kind: 'changed',
    form: 'articles',
    complete: false,
    observations: read.observations,
    requests: http.requests,
    ...paceOf(read.pace, response, now),
    ...(read.salvaged.length > 0 ? { salvaged: read.salvaged } : {}),
    // With the marks of half an answer the upstream would say that nothing changed, and the rest would never be read.
    ...(read.truncated ? {} : { validator: JSON.stringify({ ...seen, pace: read.pace }) }),
  };
}

function paceOf(hints: PaceHints, response: Response, now: number): Pace {
  const ms = notWithinMs(hints, response.headers, now);
  return ms > 0 ? { notWithinMs: ms } : {};
}

import { countRequests } from '../../http/request-count.ts';
import { conditionalHeaders, keptAnswer, readerMark, showsTheSame, validatorOf } from '../kept-answer.ts';
import type { PollResult, Source, SourceContext } from '../source.ts';
import type { WebPageConfig } from './config.ts';
import { parsePage } from './document.ts';
import { fetchPage } from './fetch-page.ts';
import type { RobotsRules } from './robots.ts';
import { readPage } from './schema.ts';

/** Watches one page that has no feed. `robots`: shared by all pages of the program. */
export function createWebPageSource(config: WebPageConfig, locator: string, robots: RobotsRules): Source {
  const { url, select, as, entry, subject, orientation, attribute, currency, zone } = config;
  const reader = readerMark({ url, select, as, entry, subject, orientation, attribute, currency, zone });
  return {
    locator,
    poll: (context) => poll(config, reader, robots, context),
    expectedCount: () => Promise.resolve(null),
  };
}

async function poll(
  config: WebPageConfig,
  reader: string,
  robots: RobotsRules,
  context: SourceContext,
): Promise<PollResult> {
  const http = countRequests(context.http);
  const kept = keptAnswer(context.validator, reader);
  const { href } = new URL(config.url);
  const fetched = await fetchPage(href, conditionalHeaders(kept), robots, { ...context, http });
  if (fetched.kind === 'gone') return { kind: 'gone', requests: http.requests };
  const pace = fetched.crawlDelayMs > 0 ? { notWithinMs: fetched.crawlDelayMs } : {};
  if (fetched.kind === 'unchanged') return { kind: 'not-modified', requests: http.requests, ...pace };
  const shown = readPage(await parsePage(fetched.html, fetched.url), config, context.clock.now());
  const validator = validatorOf(reader, shown, fetched.headers);
  const told = { requests: http.requests, validator, ...pace };
  return showsTheSame(kept, shown)
    ? { kind: 'not-modified', ...told }
    : { kind: 'changed', ...shown, ...told };
}

import { Hono } from 'hono';
import { type FeedFormat, feedFormats } from '../../alerts/feed-file/config.ts';
import type { Lab } from '../../domain/lab.ts';
import { apiContext, callerOf } from '../api/context.ts';
import type { ApiDependencies } from '../api/dependencies.ts';
import { answerError } from '../api/errors.ts';
import { ApiProblem } from '../api/problem.ts';
import { rateLimit } from '../api/rate-limit.ts';
import { readQuery } from '../api/reading-input.ts';
import { refuseQuestion } from '../api/release-parameters.ts';
import { readListing } from '../parts/listing-question.ts';
import type { WebContext, WebEnv } from '../web-env.ts';
import { answerFeed } from './answer-feed.ts';
import { feedParameters } from './parameters.ts';

const FORMAT = feedFormats.join('|');

/**
 * Feeds of releases: of all, of a lab, and of whatever a list may be asked for, by the same parameters. As
 * `/feeds/releases.atom?lab=qwen&kind=llm` and `/feeds/labs/zhipu.rss`.
 */
export function createFeeds(deps: ApiDependencies): Hono<WebEnv> {
  const api = apiContext(deps);
  async function answer(c: WebContext, file: string, lab: Lab | null): Promise<Response> {
    const { lang: language = 'en' } = readQuery(c, feedParameters);
    const search = new URL(c.req.url).searchParams;
    if (lab !== null) search.set('lab', lab.id);
    const { typed, query, problems } = readListing(search, deps.configuration.labs, deps.clock.now());
    refuseQuestion(problems);
    return await answerFeed(api, c, { format: formatOf(file), query, asked: typed, lab, language });
  }

  const app = new Hono<WebEnv>().basePath('/feeds');
  app.use(rateLimit(deps.configuration.web.requestsPerMinute, deps.clock, (c) => callerOf(deps, c)));
  app.get(`/:file{releases\\.(?:${FORMAT})}`, async (c) => await answer(c, c.req.param('file'), null));
  app.get(`/labs/:file{[^/]+\\.(?:${FORMAT})}`, async (c) => {
    const file = c.req.param('file');
    const lab = api.labs.get(file.slice(0, file.lastIndexOf('.')));
    if (lab === undefined)
      throw new ApiProblem('not-found', 'There is no lab of that id: /api/v1/labs lists them.');
    return await answer(c, file, lab);
  });
  app.all('/*', () => {
    throw new ApiProblem('not-found', 'There is no such feed: /api says which there are.');
  });
  app.onError(answerError(deps.log));
  return app;
}

function formatOf(file: string): FeedFormat {
  const ending = file.slice(file.lastIndexOf('.') + 1);
  return feedFormats.find((format) => format === ending) ?? 'atom';
}

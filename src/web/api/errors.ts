import type { ErrorHandler } from 'hono';
import { StoreError } from '../../errors.ts';
import type { Log } from '../../observability/log.ts';
import type { WebEnv } from '../web-env.ts';
import { ApiProblem, problemAnswer } from './problem.ts';

/** Seconds after which a store that was held by another process may be asked again. */
const STORE_AGAIN_S = 5;

/** What went wrong, as problem+json. What nobody foresaw is logged, and said to nobody else. */
export function answerError(log: Log): ErrorHandler<WebEnv> {
  return (error, c) => {
    const url = new URL(c.req.url);
    const instance = url.pathname + url.search;
    if (error instanceof ApiProblem) return problemAnswer(error, instance);
    log.error(
      { err: error, method: c.req.method, path: url.pathname },
      'a request to the API could not be answered',
    );
    return problemAnswer(problemOf(error), instance);
  };
}

function problemOf(error: Error): ApiProblem {
  if (error instanceof StoreError) {
    const headers = { 'retry-after': String(STORE_AGAIN_S) };
    return new ApiProblem('store-unavailable', 'Ask again in a moment; the log of modelwatch says more.', {
      headers,
    });
  }
  return new ApiProblem('internal', 'That is an error of modelwatch itself; its log says more.');
}

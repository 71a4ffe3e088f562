import type { Handler } from 'hono';
import type { WebContext, WebEnv } from '../web-env.ts';
import type { Operation } from './operation.ts';
import { ApiProblem } from './problem.ts';

/** For what no operation answers: OPTIONS, a method that a path does not take, and paths that there are not. */
export function unanswered(operations: readonly Operation[]): Handler<WebEnv> {
  const paths = operations.map(({ path, method }) => ({
    fits: new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    methods: method === 'get' ? ['GET', 'HEAD'] : ['POST'],
  }));
  return (c: WebContext) => {
    const known = paths.filter(({ fits }) => fits.test(c.req.path)).flatMap(({ methods }) => methods);
    if (known.length === 0)
      throw new ApiProblem('not-found', 'There is nothing at this address: /api says what there is.');
    const allow = [...new Set([...known, 'OPTIONS'])].join(', ');
    if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
    throw new ApiProblem('method-not-allowed', `This address takes ${allow}.`, { headers: { allow } });
  };
}

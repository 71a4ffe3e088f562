import { OpenAPIHono } from '@hono/zod-openapi';
import type { WebEnv } from '../web-env.ts';
import { apiContext, callerOf } from './context.ts';
import type { ApiContext, ApiDependencies } from './dependencies.ts';
import { describeApi } from './document.ts';
import { answerError } from './errors.ts';
import { addOperation, type Operation } from './operation.ts';
import { alertOperations } from './operations/alerts.ts';
import { claimOperations } from './operations/claims.ts';
import { eventOperations } from './operations/events.ts';
import { exportOperations } from './operations/export.ts';
import { labOperations } from './operations/labs.ts';
import { refreshOperations } from './operations/refreshes.ts';
import { releaseOperations } from './operations/releases.ts';
import { repoOperations } from './operations/repos.ts';
import { sourceOperations } from './operations/sources.ts';
import { rateLimit } from './rate-limit.ts';
import { referencePage } from './reference/page.ts';
import { unanswered } from './unanswered.ts';

/** Everything below /api: the API itself at /api/v1, its description at /api/v1/openapi.json, and at /api for people. */
export function createApi(deps: ApiDependencies): OpenAPIHono<WebEnv> {
  const api = apiContext(deps);
  const operations = operationsOf(api);
  const v1 = new OpenAPIHono<WebEnv>();
  const { requestsPerMinute } = deps.configuration.web;
  v1.use(rateLimit(requestsPerMinute, deps.clock, (c) => callerOf(deps, c)));
  for (const one of operations) addOperation(v1, one);
  const document = describeApi(v1);
  v1.get('/openapi.json', (c) => document.answer(c));
  v1.all('/*', unanswered(operations));
  v1.onError(answerError(deps.log));

  const app = new OpenAPIHono<WebEnv>();
  const { publicUrl } = deps.configuration.web;
  app.get('/api', (c) => {
    const base = publicUrl ?? new URL(c.req.url).origin;
    return referencePage(c, document.object, operations, base);
  });
  app.route('/api/v1', v1);
  app.all('/api/*', unanswered([]));
  app.onError(answerError(deps.log));
  return app;
}

function operationsOf(api: ApiContext): readonly Operation[] {
  return [
    ...releaseOperations(api),
    ...labOperations(api),
    ...repoOperations(api),
    ...claimOperations(api),
    ...exportOperations(api),
    ...eventOperations(api),
    ...sourceOperations(api),
    ...refreshOperations(api),
    ...alertOperations(api),
  ];
}

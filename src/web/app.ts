import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { FailedAttempts } from './access/failed-attempts.ts';
import { gate } from './access/gate.ts';
import { signInRoutes } from './access/sign-in.ts';
import { assetRoutes } from './assets.ts';
import { compression } from './compression.ts';
import type { WebDependencies } from './dependencies.ts';
import { healthRoutes } from './health-routes.ts';
import { sendProblem } from './problem-page.ts';
import { securityHeaders } from './security-headers.ts';
import type { WebEnv } from './web-env.ts';

/** Bytes of what is sent to us: a form, or a question to the API. */
const LARGEST_BODY = 65_536;

/** All that is served: pages, API, feeds, health. Each part is an app of its own, mounted here. */
export function createWebApp(deps: WebDependencies): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const attempts = new FailedAttempts(deps.clock);
  app.use(securityHeaders(), compression());
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => sendProblem(c, 'too-large') }));
  app.use(gate(deps, attempts));
  app.route('/', assetRoutes());
  app.route('/', healthRoutes(deps.observation));
  app.route('/', signInRoutes(deps, attempts));
  app.notFound((c) => sendProblem(c, 'not-found'));
  app.onError((error, c) => {
    deps.log.error({ err: error, method: c.req.method, path: c.req.path }, 'a page could not be made');
    return sendProblem(c, 'internal');
  });
  return app;
}

import { Hono, type MiddlewareHandler } from 'hono';
import { noteRequest } from '../thrift.ts';
import { FailedAttempts } from './access/failed-attempts.ts';
import { gate } from './access/gate.ts';
import { signInRoutes } from './access/sign-in.ts';
import { crossOrigin } from './api/cross-origin.ts';
import { createApi } from './api/index.ts';
import { assetRoutes } from './assets.ts';
import { bodySize } from './body-size.ts';
import { chartsPage } from './charts/charts-page.ts';
import { compression } from './compression.ts';
import type { WebDependencies } from './dependencies.ts';
import { createFeeds } from './feeds/index.ts';
import { healthRoutes } from './health-routes.ts';
import { alertsPage } from './pages/alerts/alerts-page.ts';
import { catalogPage } from './pages/catalog/catalog-page.ts';
import { labsPage } from './pages/labs/labs-page.ts';
import { latestPage } from './pages/latest/latest-page.ts';
import { releasePage } from './pages/release/release-page.ts';
import { sourcesPage } from './pages/sources/sources-page.ts';
import { sendProblem } from './problem-page.ts';
import { queueBoard } from './queue-board.ts';
import { securityHeaders } from './security-headers.ts';
import type { WebEnv } from './web-env.ts';

/** Each serves its own addresses. */
const PAGES = [latestPage, releasePage, labsPage, catalogPage, chartsPage, sourcesPage, alertsPage] as const;

/** All that is served: pages, API, feeds, health. Each part is an app of its own, mounted here. */
export function createWebApp(deps: WebDependencies): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const attempts = new FailedAttempts(deps.clock);
  app.use(noting(), securityHeaders(), compression());
  // Before the gate: a page of others has to be able to read why it is refused.
  app.use('/api/*', crossOrigin(deps.configuration.web.cors));
  app.use('/feeds/*', crossOrigin(deps.configuration.web.cors));
  app.use(gate(deps, attempts), bodySize());
  app.route('/', assetRoutes());
  app.route('/', healthRoutes(deps.observation));
  app.route('/', signInRoutes(deps, attempts));
  app.route('/', createApi(deps));
  app.route('/', createFeeds(deps));
  if (deps.openQueueViews !== null) app.route('/', queueBoard(deps.openQueueViews));
  for (const page of PAGES) app.route('/', page(deps));
  app.notFound((c) => sendProblem(c, 'not-found'));
  app.onError((error, c) => {
    deps.log.error({ err: error, method: c.req.method, path: c.req.path }, 'a page could not be made');
    return sendProblem(c, 'internal');
  });
  return app;
}

/** While many ask, they are answered quickly rather than in little memory. */
function noting(): MiddlewareHandler<WebEnv> {
  return async (_, next) => {
    noteRequest();
    await next();
  };
}

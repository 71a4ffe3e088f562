import { Hono } from 'hono';
import { type HealthSources, healthRoutes } from './health-routes.ts';
import type { ListenAddress } from './listen-address.ts';
import { securityHeaders } from './security-headers.ts';
import { startWebServer, type WebServer } from './server.ts';
import type { WebEnv } from './web-env.ts';

/**
 * Serves `/healthz`, `/readyz` and `/metrics` alone, without a token: for processes that serve no page. They say how the
 * watching does, and nothing of what it found. Throws ListenError where it cannot listen there.
 */
export async function startHealth(observation: HealthSources, listen: ListenAddress): Promise<WebServer> {
  const app = new Hono<WebEnv>();
  app.use(securityHeaders());
  app.route('/', healthRoutes(observation));
  return await startWebServer({ app, listen });
}

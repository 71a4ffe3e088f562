import type { MiddlewareHandler } from 'hono';
import type { WebEnv } from '../web-env.ts';

const EXPOSED = 'ETag, Link, RateLimit, RateLimit-Policy, Retry-After';
const ASKED = 'Authorization, If-None-Match, Last-Event-ID';
const DAY_S = 86_400;

/**
 * Lets pages of these origins read in a browser (https://fetch.spec.whatwg.org/#http-cors-protocol); `*` for all. Only
 * reading: what changes something is not allowed in the answer to a preflight. Cookies are never allowed along.
 */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const origin = c.req.header('origin');
    const allowed = origins.includes('*')
      ? '*'
      : origin !== undefined && origins.includes(origin)
        ? origin
        : null;
    const varies = origins.length > 0 && !origins.includes('*');
    if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined) {
      return new Response(null, {
        status: 204,
        headers: {
          ...(varies ? { vary: 'Origin' } : {}),
          ...(allowed === null
            ? {}
            : {
                'access-control-allow-origin': allowed,
                'access-control-allow-methods': 'GET, HEAD',
                'access-control-allow-headers': ASKED,
                'access-control-max-age': String(DAY_S),
              }),
        },
      });
    }
    await next();
    if (varies) c.header('vary', 'Origin', { append: true });
    if (allowed === null) return;
    c.header('access-control-allow-origin', allowed);
    c.header('access-control-expose-headers', EXPOSED);
    // Unless told, the page's own protection lets nobody else's page have it.
    c.header('cross-origin-resource-policy', 'cross-origin');
  };
}
